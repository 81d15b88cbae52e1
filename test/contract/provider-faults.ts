import { z } from 'zod';
import type { ConnectorProvider } from '../../src/connector/provider.ts';
import { typeRegistry } from '../../src/metadata/types/type-registry.ts';
import { integrationServices, mayCatalog } from '../../src/services/integration-services.ts';

/** Config keys that name something secret. */
const secretName = /password|passphrase|secret|token|credential|api_?key|private_?key/i;

/** What is wrong with the facts of a provider in a folder of `connectors/`, one sentence a fault; empty when nothing is. */
export function factFaults(provider: ConnectorProvider, folder: string): string[] {
  const { id, displayName, description, catalogs, relates, synchronizations, publishes } = provider;
  const service = integrationServices.find(({ urlMarker }) => urlMarker === provider.integrationService);
  const writes = synchronizations.some((synchronization) => synchronization !== 'FROM_THIRD_PARTY');
  return found([
    [id !== folder, `id is ${id}, and not the name of its folder, ${folder}`],
    [!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id), `id ${id} is not in kebab case`],
    [displayName.trim() === '', 'displayName is empty'],
    [!isSentence(description), `description is not a sentence: ${description}`],
    [service === undefined, `there is no integration service ${provider.integrationService}`],
    [synchronizations.length === 0, 'synchronizations is empty'],
    [
      writes !== publishes.length > 0,
      'publishes is to be filled if, and only if, a direction to the third party is there',
    ],
    [catalogs.length === 0, 'catalogs is empty'],
    [new Set(catalogs).size < catalogs.length, 'catalogs names a type twice'],
    ...catalogs.map((type): Fault => [typeRegistry().entity(type) === undefined, `${type} is not an entity type`]),
    [new Set(relates).size < relates.length, 'relates names a type twice'],
    ...relates.map((type): Fault => [
      typeRegistry().relationship(type) === undefined,
      `${type} is not a relationship type`,
    ]),
    ...catalogs.map((type): Fault => [
      service !== undefined && !mayCatalog(service, type),
      `${service?.name} does not catalog ${type}`,
    ]),
  ]);
}

/** What is wrong with the schema of a provider's `configurationProperties`; empty when nothing is. */
export function configFaults({ config }: ConnectorProvider): string[] {
  const jsonSchema = z.toJSONSchema(config, { io: 'input' });
  return found([
    [jsonSchema.additionalProperties !== false, 'unknown keys are let in: use z.strictObject'],
    ...Object.entries(jsonSchema.properties ?? {}).flatMap(([key, property]): Fault[] => {
      const { description = '', secret } = typeof property === 'object' ? property : {};
      return [
        [!/^[a-z][A-Za-z0-9]*$/.test(key), `${key} is not in camel case`],
        [!isSentence(description), `${key} is not described by a sentence`],
        [secretName.test(key) && secret !== true, `${key} is not marked with .meta({ secret: true })`],
      ];
    }),
  ]);
}

/** What is wrong with the connectors of the Java daemon that a provider says it can stand for; empty when nothing is. */
export function counterpartFaults({ config, javaCounterparts = [] }: ConnectorProvider): string[] {
  const { properties = {} } = z.toJSONSchema(config, { io: 'input' });
  return found(
    javaCounterparts.flatMap(({ providerClasses, address, passwordSetting, properties: mappings = [] }): Fault[] => {
      const [first] = providerClasses;
      const settings = [address.setting, ...mappings.map((each) => each.setting), passwordSetting];
      const names = mappings.map(({ property }) => property);
      return [
        ...providerClasses.map((name): Fault => [
          !/^(?:[a-z][a-z0-9]*\.)+[A-Z]\w*Provider$/.test(name),
          `${name} is not the class of a connector provider`,
        ]),
        ...settings.map((name): Fault => [
          name !== undefined && properties[name] === undefined,
          `${name} is no setting, and is to stand for something of ${first}`,
        ]),
        [new Set(names).size < names.length, `a property of ${first} is mapped twice`],
      ];
    }),
  );
}

/** The keys of a config that hold this secret and are not marked as secret. */
export function unmarkedKeys({ config }: ConnectorProvider, input: object, secret: string): string[] {
  const { properties = {} } = z.toJSONSchema(config, { io: 'input' });
  const holding = Object.entries(input).filter(([, value]) => JSON.stringify(value)?.includes(secret));
  return holding.map(([key]) => key).filter((key) => Object(properties[key])['secret'] !== true);
}

type Fault = readonly [isFault: boolean, text: string];

function found(faults: readonly Fault[]): string[] {
  return faults.filter(([isFault]) => isFault).map(([, text]) => text);
}

function isSentence(text: string): boolean {
  return /^\p{Lu}.*\.$/su.test(text);
}
