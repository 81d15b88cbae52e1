import type { MetadataSource } from '../store/open-metadata-store.ts';
import type { Comparison } from './compare.ts';
import { messages } from './messages.ts';

/** What permitting needs. */
export interface PermitInput {
  /** The metadata source that this refresh writes for; `undefined`: the local cohort. */
  readonly metadataSource: MetadataSource | undefined;
}

/**
 * Refuses changes of elements that are somebody else's: only the owning metadata source may change or remove what
 * has an external one, and only writers without one what is the local cohort's (external provenance, Egeria 6.1).
 */
export async function* permit(
  batches: AsyncIterable<readonly Comparison[]>,
  input: PermitInput,
): AsyncIterable<readonly Comparison[]> {
  for await (const batch of batches) yield permitBatch(batch, input);
}

/** The same for comparisons that were made again. */
export function permitBatch(batch: readonly Comparison[], { metadataSource }: PermitInput): readonly Comparison[] {
  if (!batch.some((comparison) => otherOwner(comparison, metadataSource) !== undefined)) return batch;
  return batch.map((comparison) => {
    const owner = otherOwner(comparison, metadataSource);
    if (owner === undefined || comparison.kind !== 'change') return comparison;
    return { kind: 'refused', stated: comparison.change.prepared.stated, message: messages.belongsToOther({ owner }) };
  });
}

/** Who owns an element that is to be changed, if that is somebody else. */
function otherOwner(comparison: Comparison, metadataSource: MetadataSource | undefined): string | undefined {
  if (comparison.kind !== 'change' || comparison.change.kind === 'create') return undefined;
  const { origin } = comparison.change.current.element;
  // The connector's own, which changes hands.
  if (comparison.change.kind === 'update' && comparison.change.update.reown) return undefined;
  if (origin.category === 'LOCAL_COHORT') return metadataSource === undefined ? undefined : 'the local cohort';
  return origin.guid === metadataSource?.guid ? undefined : origin.name;
}
