import type { Classification, Element } from '../../../src/metadata/element.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import type { ClassificationType } from '../../../src/metadata/types/type-registry.ts';
import type { Json } from './element-json.ts';
import { notOwner, repositoryFailure, unknownType } from './exceptions.ts';
import type { Owner } from './facts.ts';
import { callerOf, firstStamp, isoTime, parameter, writerOf } from './operation.ts';
import type { Call, Operation } from './operation.ts';
import { readProperties } from './property-values.ts';
import { DeleteBody, EffectivityBody, NewClassificationBody, UpdateBody, readBody } from './request-bodies.ts';

const path = '/metadata-elements/{guid}/classifications/{name}';
const voidCall = { method: 'POST', response: 'VoidResponse' } as const;

export const classificationWrites: readonly Operation[] = [
  { ...voidCall, name: 'classify', path, action: 'classifyMetadataElementInStore', run: classify },
  {
    ...voidCall,
    name: 'reclassify',
    path: `${path}/update-properties`,
    action: 'reclassifyMetadataElementInStore',
    bodies: ['UpdatePropertiesRequestBody'],
    needsBody: true,
    run: reclassify,
  },
  {
    ...voidCall,
    name: 'update-classification-effectivity',
    path: `${path}/update-effectivity`,
    action: 'updateClassificationEffectivityInStore',
    bodies: ['UpdateEffectivityDatesRequestBody'],
    needsBody: true,
    run: updateEffectivity,
  },
  {
    ...voidCall,
    name: 'declassify',
    path: `${path}/delete`,
    action: 'declassifyMetadataElementInStore',
    bodies: ['DeleteClassificationRequestBody', 'OpenMetadataDeleteRequestBody'],
    run: declassify,
  },
];

const CLASSIFICATION_ERROR = 'org.odpi.openmetadata.repositoryservices.ffdc.exception.ClassificationErrorException';

interface Subject {
  readonly element: Element;
  readonly type: ClassificationType;
  /** As the element carries it now. */
  readonly held: Classification | undefined;
}

async function subjectOf(call: Call, repositoryMethod: string): Promise<Subject> {
  const name = parameter(call, 'name');
  const type = typeRegistry().classification(name);
  if (type === undefined) throw unknownType(name, call);
  const element = await call.repository.visible(parameter(call, 'guid'), 'metadataElementGUID', call);
  const isFit = type.validFor.some((each) => typeRegistry().isSubtypeOf(element.typeName, each));
  if (!isFit) throw repositoryFailure(CLASSIFICATION_ERROR, repositoryMethod, call);
  return { element, type, held: element.classifications.find((each) => each.typeName === name) };
}

function checkOwner({ element, held }: Subject, caller: Owner | undefined, call: Call): void {
  const stamp = held && call.repository.facts.of(element.guid)?.classifications.get(held.typeName);
  if (held === undefined || stamp?.owner === undefined || stamp.owner.guid === caller?.guid) return;
  throw notOwner({ typeName: held.typeName, guid: element.guid }, stamp.owner, caller, call);
}

/** Writes the classification as it is to be from now on. */
async function write(
  subject: Subject,
  next: Pick<Classification, 'properties' | 'effectiveFrom' | 'effectiveTo'>,
  caller: Owner | undefined,
  call: Call,
): Promise<void> {
  checkOwner(subject, caller, call);
  const { guid } = subject.element;
  const typeName = subject.type.name;
  const [outcome] = await call.repository.write(
    [{ kind: 'classify', guid, typeName, ...next }],
    writerOf(call, caller),
  );
  if (outcome?.changed !== true) return;
  const stamps = call.repository.facts.note(guid, call.repository.ownerOf(subject.element)).classifications;
  const before = subject.held && stamps.get(typeName);
  const stamp = firstStamp(call, caller);
  const kept = before && { createdBy: before.createdBy, createTime: before.createTime, version: before.version + 1 };
  stamps.set(typeName, { ...stamp, ...kept, owner: before === undefined ? caller : before.owner });
}

async function classify(call: Call): Promise<Json> {
  const body = readBody(NewClassificationBody, call.body);
  const subject = await subjectOf(call, 'classifyEntity');
  const next = {
    properties: readProperties(subject.type, body.properties, call),
    effectiveFrom: isoTime(body.properties?.effectiveFrom),
    effectiveTo: isoTime(body.properties?.effectiveTo),
  };
  await write(subject, next, callerOf(body), call);
  return {};
}

async function reclassify(call: Call): Promise<Json> {
  const body = readBody(UpdateBody, call.body);
  const subject = await subjectOf(call, 'updateEntityClassification');
  const given = readProperties(subject.type, body.properties, call);
  const properties = body.mergeUpdate === false ? given : { ...subject.held?.properties, ...given };
  const { effectiveFrom, effectiveTo } = subject.held ?? {};
  await write(subject, { properties, effectiveFrom, effectiveTo }, callerOf(body), call);
  return {};
}

async function updateEffectivity(call: Call): Promise<Json> {
  const body = readBody(EffectivityBody, call.body);
  const subject = await subjectOf(call, 'updateEntityClassification');
  const [effectiveFrom, effectiveTo] = [isoTime(body.effectiveFrom), isoTime(body.effectiveTo)];
  const properties = subject.held?.properties ?? {};
  await write(subject, { properties, effectiveFrom, effectiveTo }, callerOf(body), call);
  return {};
}

/** Taking away what is not there is no error (recordings, "declassify again"). */
async function declassify(call: Call): Promise<Json> {
  const caller = callerOf(readBody(DeleteBody, call.body));
  const subject = await subjectOf(call, 'declassifyEntity');
  if (subject.held === undefined) return {};
  checkOwner(subject, caller, call);
  const { guid } = subject.element;
  const typeName = subject.type.name;
  await call.repository.write([{ kind: 'declassify', guid, typeName }], writerOf(call, caller));
  call.repository.facts.of(guid)?.classifications.delete(typeName);
  return {};
}
