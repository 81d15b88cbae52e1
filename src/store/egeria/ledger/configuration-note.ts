import type { PropertyMap } from '../../../metadata/element.ts';
import type { LedgerScope } from '../../sync-ledger.ts';
import { patientCall } from '../client/patient-call.ts';
import type { CallInput } from '../client/patient-call.ts';
import type { EgeriaClient } from '../egeria-client.ts';
import type { Mirror } from '../mirror/mirror.ts';

/** In place of a digest: it is not known under which configuration elements were written. */
const UNKNOWN = 'unknown';

/**
 * Under which configuration a catalog target was last refreshed to the end, as the element of its metadata source says:
 * a ledger may be lost, and what a filter hides must not be taken for gone then.
 */
export async function notedConfiguration(named: LedgerScope, mirror: Mirror, client: EgeriaClient): Promise<string> {
  if (named.owner === undefined) return named.configurationDigest;
  const element = await client.element(named.owner.guid);
  const noted = notesOf(element?.properties)[keyOf(named)];
  mirror.setFact(factOf(named), noted);
  return noted ?? UNKNOWN;
}

/** Notes it after a complete refresh; two calls when it changed, none when it did not. */
export async function noteConfiguration(
  named: LedgerScope,
  mirror: Mirror,
  { client, ...input }: CallInput & { readonly client: EgeriaClient },
): Promise<void> {
  const { owner, configurationDigest } = named;
  const fact = factOf(named);
  if (owner === undefined || mirror.fact(fact) === configurationDigest) return;
  const element = await client.element(owner.guid);
  if (element === undefined) return;
  const additionalProperties = { ...notesOf(element.properties), [keyOf(named)]: configurationDigest };
  await patientCall(async () => client.updateElement(element, { additionalProperties }, false, undefined), input);
  mirror.setFact(fact, configurationDigest);
}

function factOf({ metadataSourceName, catalogTargetName }: LedgerScope): string {
  return `configuration ${metadataSourceName} ${catalogTargetName}`;
}

function keyOf({ catalogTargetName }: LedgerScope): string {
  return catalogTargetName === '' ? 'configurationDigest' : `configurationDigest:${catalogTargetName}`;
}

function notesOf(properties: PropertyMap | undefined): Readonly<Record<string, string>> {
  const value = properties?.['additionalProperties'];
  return typeof value === 'object' && !Array.isArray(value) ? (value as Readonly<Record<string, string>>) : {};
}
