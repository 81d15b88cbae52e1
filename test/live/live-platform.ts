import { randomUUID } from 'node:crypto';
import { describe, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/runtime/clock.ts';
import type { Clock } from '../../src/runtime/clock.ts';
import { adaptiveLimit } from '../../src/store/egeria/client/adaptive-limit.ts';
import { openEgeriaClient } from '../../src/store/egeria/client/client.ts';
import { egeriaCapabilities, egeriaStoreOver } from '../../src/store/egeria/egeria-store.ts';
import { remoteLedgers } from '../../src/store/egeria/ledger/open-ledger.ts';
import type { OpenMetadataStore, StoreCapabilities } from '../../src/store/open-metadata-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { erin } from '../contract/store/subject.ts';
import { namespacedClient } from './namespaced-client.ts';
import { namedPlatform, settingsOf } from './named-platform.ts';
import type { LivePlatform } from './named-platform.ts';
import type { ComparedPlatform } from '../contract/describe-same-catalog.ts';

/** `describe` for tests that need a real platform, which `EGERIA_URL` names; without one the run says why it skips them. */
export function describeWithEgeria(name: string, tests: (platform: LivePlatform) => void): void {
  const platform = namedPlatform();
  describe(name, () => {
    if (platform === undefined) needPlatform();
    else tests(platform);
  });
}

function needPlatform(): void {
  it('has a platform', (context) =>
    context.skip('EGERIA_URL names no Egeria platform, such as https://localhost:9443'));
}

/** A server of the platform for a test that writes under names of its own. */
export function comparedPlatform(platform: LivePlatform, serverName: string): ComparedPlatform {
  const { origin: platformURL, userId, password } = platform;
  const settings = settingsOf(platform, serverName);
  return {
    name: `live-${randomUUID().slice(0, 8)}`,
    openMetadataStore: { type: 'egeria', platformURL, serverName, userId, password, ...settings.trust },
    async store() {
      const store = await openStore({ type: 'egeria', ...settings }, systemClock);
      onTestFinished(async () => store.disconnect());
      return store;
    },
  };
}

/** What a store of `emptyStore` can do on a metadata access server. */
export const liveCapabilities: StoreCapabilities = { ...egeriaCapabilities, callsAtOnce: 8 };

/** A store on a server of the platform that holds nothing yet, whatever else the server holds. */
export async function emptyStore(platform: LivePlatform, serverName: string, clock: Clock): Promise<OpenMetadataStore> {
  const settings = settingsOf(platform, serverName);
  const client = namespacedClient(await openEgeriaClient(settings, clock, () => undefined), {
    prefix: `live-${randomUUID().slice(0, 8)}::`,
    userId: erin.userId,
  });
  const limit = adaptiveLimit(settings.concurrency, clock);
  const rest = { folder: undefined, signal: undefined, verification: 'all', notify: () => undefined } as const;
  return egeriaStoreOver(client, remoteLedgers({ client, limit, clock, ...rest }), {
    ...liveCapabilities,
    archives: client.archives,
  });
}
