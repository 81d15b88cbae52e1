import type { StatedRelationship } from '../../metadata/element.ts';
import { checkStatedRelationship } from '../../metadata/types/check-element.ts';
import type { TypeProblem } from '../../metadata/types/type-problem.ts';
import type { CatalogWriter } from './catalog-writer.ts';

/** Why a relationship that an element of this type states cannot lead to the element `other`; `undefined` when it can. */
export function misfitOf(
  typeName: string,
  stated: StatedRelationship,
  other: number,
  { elements, codes }: CatalogWriter,
): TypeProblem | undefined {
  const type = elements.typeOf(other);
  return type === undefined ? undefined : checkStatedRelationship(typeName, stated, codes.typeName(type));
}
