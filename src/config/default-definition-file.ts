/** The daemon definition when none is named. */
export const defaultDefinitionFile = 'egeria-integrate.yaml';
