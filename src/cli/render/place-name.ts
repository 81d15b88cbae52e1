import type { ConnectorPlace } from '../../report/events.ts';
import { visible } from './visible.ts';

/** A catalog target as people name it: `orders`, or `orders/archive` for a target with a name. */
export function placeName({ connectorName, catalogTargetName }: ConnectorPlace): string {
  return visible(catalogTargetName === '' ? connectorName : `${connectorName}/${catalogTargetName}`);
}
