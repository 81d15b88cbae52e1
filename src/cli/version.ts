import manifest from '../../package.json' with { type: 'json' };

/** The version of the program. */
export const version: string = manifest.version;

/** The version of zod that connectors are written with. */
export const zodVersion: string = manifest.dependencies.zod;
