import { hash } from 'node:crypto';
import type { StatedElement, StatedRelationship } from './element.ts';
import type { QualifiedName } from './qualified-name.ts';

/** Keeps the parts of a fingerprint apart; it occurs in no JSON and in no type name, but names may hold it. */
const SEPARATOR = '\n';

/**
 * The digest of all that was stated of an element, its name included: equal fingerprints, equal statements.
 * Whom the element is to belong to is part of it, so that a change of that is a change of every element.
 *
 * `propertiesText` is the JSON of its properties. Keys are not sorted: a connector states them in a fixed order, and
 * a different order only costs a real comparison.
 */
export function fingerprint(stated: StatedElement, propertiesText: string, isLocalCohort: boolean): string {
  let text = isLocalCohort ? SEPARATOR : '';
  text += stated.typeName + SEPARATOR + nameText(stated.qualifiedName) + SEPARATOR + propertiesText;
  if (stated.parent !== undefined) text += `${SEPARATOR}^${relationshipText(stated.parent)}`;
  for (const relationship of stated.relationships) text += SEPARATOR + relationshipText(relationship);
  for (const { typeName, properties } of stated.classifications) {
    text += `${SEPARATOR}#${typeName}${JSON.stringify(properties)}`;
  }
  if (stated.anchor !== undefined) text += `${SEPARATOR}@${nameText(stated.anchor)}`;
  if (stated.anchorScope !== undefined) text += `${SEPARATOR}@@${nameText(stated.anchorScope)}`;
  return hash('sha1', text, 'hex');
}

function relationshipText({ typeName, to, toEnd, properties }: StatedRelationship): string {
  return `${typeName}${toEnd}${nameText(to)}${SEPARATOR}${JSON.stringify(properties)}`;
}

/** A name with its length, so that no name reads like a shorter one and what follows it. */
function nameText(name: QualifiedName): string {
  return `${name.length} ${name}`;
}
