import type { EgeriaClient } from '../egeria-client.ts';
import { patientCall } from './patient-call.ts';
import type { CallInput } from './patient-call.ts';

/** The client with all that reads waiting for a server that is not to be reached for a while; what writes is as it was. */
export function withPatientReads(client: EgeriaClient, input: CallInput): EgeriaClient {
  const patient = async <Answer>(read: () => Promise<Answer>): Promise<Answer> => patientCall(read, input);
  return {
    ...client,
    element: async (...given) => patient(async () => client.element(...given)),
    elementsNamed: async (...given) => patient(async () => client.elementsNamed(...given)),
    listElements: async (...given) => patient(async () => client.listElements(...given)),
    listRelationships: async (...given) => patient(async () => client.listRelationships(...given)),
    relationshipsOf: async (...given) => patient(async () => client.relationshipsOf(...given)),
    relationship: async (...given) => patient(async () => client.relationship(...given)),
    relationshipsBetween: async (...given) => patient(async () => client.relationshipsBetween(...given)),
    history: async (...given) => patient(async () => client.history(...given)),
    relationshipTypes: async () => patient(async () => client.relationshipTypes()),
    typeGaps: async () => patient(async () => client.typeGaps()),
    mayLoadArchives: async () => patient(async () => client.mayLoadArchives()),
  };
}
