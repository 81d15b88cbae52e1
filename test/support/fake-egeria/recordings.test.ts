import { describeRecordings } from './describe-recordings.ts';
import { startFakeEgeria } from './fake-egeria.ts';

describeRecordings(async () => {
  const fake = await startFakeEgeria();
  return { origin: fake.origin, fetch, stop: async () => fake.stop() };
});
