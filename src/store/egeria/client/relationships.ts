import {
  GuidAnswer,
  RelatedAnswer,
  RelationshipAnswer,
  RelationshipsAnswer,
  relatedRelationship,
  stubOf,
} from './answers.ts';
import {
  effectivityBody,
  findRelationshipsBody,
  getBody,
  relateBody,
  resultsBody,
  unrelateBody,
  updateBody,
} from './bodies.ts';
import type { Relationship } from '../../../metadata/element.ts';
import type { Guid } from '../../../metadata/qualified-name.ts';
import { StoreError } from '../../../messages/error-kinds.ts';
import { egeriaMessages } from '../messages.ts';
import { pagesOf, unlessEmpty } from '../pages.ts';
import { isEffective } from './conditions.ts';
import type { EgeriaClient } from '../egeria-client.ts';
import { wholeProperties } from './elements.ts';
import type { Requests } from './requests.ts';

type RelationshipReads = Pick<
  EgeriaClient,
  'listRelationships' | 'relationshipsOf' | 'relationship' | 'relationshipsBetween'
>;

/** How a client reads relationships. */
export function relationshipReads(requests: Requests, reads: Pick<EgeriaClient, 'element'>): RelationshipReads {
  const { form, mender, names } = requests;
  return {
    async listRelationships(typeName, page, options = {}) {
      const body = findRelationshipsBody(form, names.relationshipType(typeName), page, options);
      const request = { operation: 'findRelationships', options, page, body } as const;
      const answered = await requests.read({ ...request, answer: RelationshipsAnswer });
      return (answered ?? []).map((each) => mender.relationship(each));
    },
    async relationshipsOf(guid, page, options = {}) {
      const request = { operation: 'related', parameters: { guid }, options, page, query: 'startingAtEnd=0' } as const;
      const body = resultsBody(form, page, options);
      const answered = await requests.read({ ...request, showsEveryOne: true, body, answer: RelatedAnswer });
      if (answered === undefined || answered.related.length === 0) return [];
      const start = answered.start ?? (await reads.element(guid, options));
      if (start === undefined) return [];
      const stub = stubOf(answered.start === undefined ? start : names.element(start));
      const relationships = answered.related.map((each) => {
        const related = { ...each, element: names.element(each.element) };
        return mender.relationship(relatedRelationship(related, stub));
      });
      const { effectiveTime } = options;
      return effectiveTime === undefined
        ? relationships
        : relationships.filter((each) => isEffective(each, effectiveTime));
    },
    async relationship(guid) {
      const options = { forLineage: true };
      const request = { operation: 'relationship', parameters: { guid }, options, body: getBody(options) } as const;
      const relationship = await requests.read({ ...request, answer: RelationshipAnswer });
      return relationship && mender.relationship(relationship);
    },
    async relationshipsBetween(end1, end2, typeName) {
      const found = new Map<Guid, Relationship>();
      for await (const page of pagesBetween(requests, end1, end2, typeName)) {
        for (const each of page) found.set(each.guid, each);
      }
      return [...found.values()];
    },
  };
}

/** The relationships of a type from one element to another, a page of the server's a time. */
async function* pagesBetween(
  requests: Requests,
  end1: Guid,
  end2: Guid,
  typeName: string,
): AsyncGenerator<readonly Relationship[]> {
  const { form, maxPageSize, mender, names } = requests;
  const parameters = { guid: end1, name: names.relationshipType(typeName), otherGuid: end2 };
  const pages = pagesOf(maxPageSize, async (page) => {
    const request = { operation: 'between', parameters, page, showsEveryOne: true } as const;
    const body = resultsBody(form, page, {});
    return unlessEmpty(await requests.read({ ...request, body, answer: RelationshipsAnswer }));
  });
  for await (const answered of pages) {
    const relationships = answered.map((each) => mender.relationship(each));
    // Those of subtypes, and the other way round, are between the two as well.
    yield relationships.filter(
      (each) => each.typeName === typeName && each.end1.guid === end1 && each.end2.guid === end2,
    );
  }
}

type RelationshipWrites = Pick<
  EgeriaClient,
  'relate' | 'updateRelationship' | 'updateRelationshipEffectivity' | 'unrelate'
>;

/** How a client writes relationships. */
export function relationshipWrites(requests: Requests, reads: Pick<EgeriaClient, 'relationship'>): RelationshipWrites {
  const { form, mender, names } = requests;
  return {
    async relate(relationship, owner) {
      const body = relateBody(form, names.newRelationship(relationship), owner);
      if (form.relatingTellsGuid) return requests.write('relate', {}, body, GuidAnswer);
      await requests.send('relate', {}, body);
      const { end1, end2, typeName } = relationship;
      // It is the one that there is: 5.3 keeps no second of a type between the same two, multi-link or not.
      for await (const page of pagesBetween(requests, end1, end2, typeName)) {
        if (page[0] !== undefined) return page[0].guid;
      }
      throw new StoreError(egeriaMessages.failed({ guid: end1, typeName }));
    },
    async updateRelationship(guid, properties, replace, owner) {
      const read = async () => reads.relationship(guid);
      const isNeeded = mender.doubles || names.needWhole(properties);
      const whole = replace ? properties : await wholeProperties(properties, read, isNeeded);
      const written = names.areOurs ? whole : names.written((await read())?.typeName ?? '', whole);
      const body = updateBody(form, written, replace || whole !== properties, owner);
      await requests.send('updateRelationship', { guid }, body);
    },
    updateRelationshipEffectivity: async (guid, effectivity, owner) =>
      requests.send('updateRelationshipEffectivity', { guid }, effectivityBody(form, effectivity, owner)),
    unrelate: async (guid, owner) => requests.send('unrelate', { guid }, unrelateBody(form, owner)),
  };
}
