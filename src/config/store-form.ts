import { z } from 'zod';

const SqliteStore = z.strictObject({
  type: z.literal('sqlite').describe('A file.'),
  path: z.string().min(1).default('./open-metadata.db').describe('The file, relative to the daemon definition.'),
});

const MemoryStore = z.strictObject({
  type: z.literal('memory').describe('Gone at the end of the command: for trying things out.'),
});

const secret = z.string().min(1).meta({ secret: true });

/** A metadata access server of a real platform; whoever signs in has one of `password`, `token` and `tokenCommand`. */
const EgeriaStore = z.strictObject({
  type: z.literal('egeria').describe('A metadata access server of an Egeria platform, by REST.'),
  platformURL: z.string().min(1).describe('The platform, such as https://localhost:9443, without a path.'),
  serverName: z.string().min(1).describe('The metadata access server, or a view server before it.'),
  userId: z
    .string()
    .min(1)
    .optional()
    .describe('Who signs in, and who all changes are made by; with a token it says so itself.'),
  password: secret.optional().describe("The user's password, with which the platform gives a token."),
  token: secret.optional().describe('A bearer token, which cannot be renewed when it expires.'),
  tokenCommand: z
    .string()
    .min(1)
    .optional()
    .describe('A command of the shell that writes a bearer token to standard output; run again when it expires.'),
  caFile: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Certificates in PEM form, relative to the daemon definition: only what they have signed is trusted. By default Node's own list.",
    ),
  certificateFingerprint: z
    .string()
    .min(1)
    .optional()
    .describe("The SHA-256 fingerprint of the platform's own certificate, which is trusted whoever signed it."),
  verifyCertificates: z
    .boolean()
    .default(true)
    .describe('Whether the certificate is verified; false trusts whoever answers, with a warning each time.'),
  requestTimeoutSeconds: z
    .int()
    .min(1)
    .default(60)
    .describe('How long the platform may be silent before a call is given up, in seconds.'),
  concurrency: z
    .int()
    .min(1)
    .max(256)
    .default(16)
    .describe('How many calls are made at once at most; fewer while the server is slower with more.'),
  ledger: z
    .string()
    .min(1)
    .default('./sync-ledger')
    .describe('The folder for the memory of what was written, relative to the daemon definition.'),
});
export type EgeriaStoreForm = z.output<typeof EgeriaStore>;

/** Where the catalog is kept. */
export const OpenMetadataStore = z.discriminatedUnion('type', [SqliteStore, MemoryStore, EgeriaStore]);
export type StoreForm = z.output<typeof OpenMetadataStore>;
