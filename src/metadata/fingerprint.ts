import { hash } from 'node:crypto';
import type { StatedElement, StatedRelationship } from './element.ts';

/** Keeps the parts of a fingerprint apart; it occurs in no JSON and in no type name. */
const SEPARATOR = '\n';

/**
 * The digest of all that was stated of an element, its name included: equal fingerprints, equal statements.
 *
 * `propertiesText` is the JSON of its properties. Keys are not sorted: a connector states them in a fixed order, and
 * a different order only costs a real comparison.
 */
export function fingerprint(stated: StatedElement, propertiesText: string): string {
  let text = stated.typeName + SEPARATOR + stated.qualifiedName + SEPARATOR + propertiesText;
  if (stated.parent !== undefined) text += SEPARATOR + relationshipText(stated.parent);
  for (const relationship of stated.relationships) text += SEPARATOR + relationshipText(relationship);
  for (const { typeName, properties } of stated.classifications) {
    text += `${SEPARATOR}#${typeName}${JSON.stringify(properties)}`;
  }
  if (stated.anchor !== undefined) text += `${SEPARATOR}@${stated.anchor}`;
  if (stated.anchorScope !== undefined) text += `${SEPARATOR}@@${stated.anchorScope}`;
  return hash('sha1', text, 'base64url');
}

function relationshipText({ typeName, to, toEnd, properties }: StatedRelationship): string {
  return `${typeName}${toEnd}${to}${SEPARATOR}${JSON.stringify(properties)}`;
}
