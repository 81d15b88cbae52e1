import { z } from 'zod';

/** A line of the list: `name: server, server version, …`. */
export const HostLine = z
  .string()
  .regex(/^[^:,\s]+:/, 'A line begins with the name of a host and a colon.')
  .transform((line) => {
    const [name = '', servers = ''] = line.split(/:(.*)/s, 2);
    const written = servers.split(',').map((server) => server.trim());
    return { name, servers: [...new Set(written)].filter((server) => server !== '').map(serverOf) };
  });
export type HostLine = z.output<typeof HostLine>;

function serverOf(text: string): { readonly name: string; readonly version: string | undefined } {
  const [name = '', version] = text.split(/\s+/, 2);
  return { name, version };
}
