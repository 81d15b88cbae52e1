import type { ConnectorProvider } from '../connector/provider.ts';
import { DefinitionForm } from './daemon-definition.ts';
import { inputSchema } from './json-schema.ts';
import type { JsonSchema } from './json-schema.ts';

/** A JSON Schema that is only written, never walked. */
type AnySchema = Readonly<Record<string, unknown>>;

/** What stands for a value that is brought in when the daemon starts. */
const reference: AnySchema = { type: 'string', pattern: String.raw`\$\{(env|file|secrets):[^}]+\}` };

/**
 * The JSON Schema of daemon definitions, for editors: the form, and for each connector that is installed the schema of its
 * settings wherever it is the provider.
 */
export function definitionSchema(providers: readonly ConnectorProvider[]): AnySchema {
  const form = structuredClone(inputSchema(DefinitionForm)) as AnySchema;
  const connector = connectorSchema(form);
  const ids = providers.map(({ id }) => id);
  Object.assign(connector.properties, {
    provider: { ...connector.properties['provider'], anyOf: [{ enum: ids }, { type: 'string' }] },
  });
  Object.assign(connector, { allOf: providers.map(conditional) });
  return { ...form, title: 'Daemon definition of egeria-integrate' };
}

function connectorSchema(form: AnySchema): { properties: Record<string, AnySchema> } {
  const { properties } = form as JsonSchema;
  const items = properties?.['integrationServices']?.items?.properties?.['connectors']?.items;
  if (items === undefined) throw new Error('the form of a definition has no connectors');
  return items as unknown as { properties: Record<string, AnySchema> };
}

/** With this provider, these settings; what is required may come from the catalog targets instead. */
function conditional(provider: ConnectorProvider): AnySchema {
  const { required = [], ...settings } = withReferences(inputSchema(provider.config) as AnySchema);
  const whole = { required: ['configurationProperties'], properties: { configurationProperties: { required } } };
  return {
    if: { properties: { provider: { const: provider.id } }, required: ['provider'] },
    // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema calls it so
    then: {
      properties: {
        configurationProperties: settings,
        catalogTargets: { items: { properties: { configurationProperties: settings } } },
      },
      ...(Array.isArray(required) && required.length > 0 ? { anyOf: [{ required: ['catalogTargets'] }, whole] } : {}),
    },
  };
}

/** Numbers, choices and the like may be references too. */
function withReferences(settings: AnySchema): AnySchema {
  const { properties = {}, $schema: _dialect, ...rest } = settings as AnySchema & JsonSchema;
  const open = Object.entries(properties).map(([name, property]) => {
    const { description, default: value, ...bare } = property;
    const isText = bare.type === 'string' && bare.enum === undefined && Object.keys(bare).length === 1;
    if (isText) return [name, property];
    const notes = {
      ...(description === undefined ? {} : { description }),
      ...(value === undefined ? {} : { default: value }),
    };
    return [name, { ...notes, anyOf: [bare, reference] }];
  });
  return { ...rest, properties: Object.fromEntries(open) as unknown };
}
