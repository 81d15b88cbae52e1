import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const Exchange = z.object({
  name: z.string(),
  request: z.object({
    method: z.enum(['GET', 'POST']),
    path: z.string(),
    authorization: z.enum(['none', 'forged', 'bearer']),
    body: z.unknown().optional(),
  }),
  response: z.object({ status: z.number(), contentType: z.string().nullable(), body: z.unknown().optional() }),
});

/** One request to a real platform 6.1, and what it answered. */
export type RecordedExchange = z.infer<typeof Exchange>;

const Recording = z.object({ exchanges: z.array(Exchange) });

/** The files of recordings, in the order in which they were made: what a file creates later ones go by. */
export const recordings = [
  '1-sign-in',
  '2-types',
  '3-create',
  '4-read',
  '5-relationships',
  '6-classifications',
  '7-update',
  '8-remove',
  '9-view-server',
  '11-edges-sign-in',
  '12-edges-create',
  '13-edges-update',
  '14-edges-classify',
  '15-edges-relate',
  '16-edges-find',
  '17-edges-remove',
  '18-orphans',
  '19-search',
  '20-values',
  '21-archives',
] as const;

/** The exchanges of a file. */
export function recordedExchanges(file: (typeof recordings)[number]): readonly RecordedExchange[] {
  const text = readFileSync(path.join(import.meta.dirname, '__fixtures__', `${file}.json`), 'utf8');
  return Recording.parse(JSON.parse(text)).exchanges;
}
