import type { NewConnector } from '../../config/edit-definition.ts';
import { settingValue } from '../../config/edit-definition.ts';
import { inputSchema } from '../../config/json-schema.ts';
import { settingsOf } from '../../config/setting-description.ts';
import type { SettingDescription } from '../../config/setting-description.ts';
import type { ConnectorProvider } from '../../connector/provider.ts';
import { ConfigurationError } from '../../messages/error-kinds.ts';
import { cliMessages } from '../messages.ts';
import type { Questions } from './questions.ts';

/** What is given on the command line about a connector. */
export interface GivenConnector {
  readonly connectorName: string | undefined;
  /** `key=value` */
  readonly set: readonly string[];
  /** Take what is given, and write. */
  readonly yes: boolean;
}

/**
 * What a new connector needs: from the command line, or else asked for, in the words of its schema.
 *
 * @param questions nobody answers when absent
 * @throws ConfigurationError naming what is missing
 */
export async function connectorAnswers(
  provider: ConnectorProvider,
  providerName: string,
  given: GivenConnector,
  questions: Questions | undefined,
): Promise<NewConnector> {
  const stated = statedSettings(provider, given.set);
  const needed = settingsOf(provider.config).filter(
    ({ name, isRequired }) => isRequired && !Object.hasOwn(stated, name),
  );
  if (questions === undefined) {
    const missing = needed.map(({ name, isSecret }) => `--set ${name}=${isSecret ? '${env:NAME}' : '…'}`);
    if (!given.yes) missing.push('--yes');
    if (missing.length > 0) throw new ConfigurationError(cliMessages.missingAnswers({ namely: missing.join(' ') }));
  }
  const connectorName =
    given.connectorName ?? (await questions?.text('Name of the connector', provider.id)) ?? provider.id;
  const answers: Record<string, unknown> = {};
  for (const setting of needed) answers[setting.name] = await ask(setting, provider, connectorName, questions);
  return {
    service: provider.integrationService,
    connectorName,
    provider: providerName,
    configurationProperties: { ...answers, ...stated },
  };
}

function statedSettings(provider: ConnectorProvider, set: readonly string[]): Record<string, unknown> {
  const { properties } = inputSchema(provider.config);
  return Object.fromEntries(
    set.map((assignment) => {
      const { key, value } = /^(?<key>[^=]+)=(?<value>.*)$/su.exec(assignment)?.groups ?? {};
      if (key === undefined || value === undefined) {
        throw new ConfigurationError(cliMessages.notASetting({ subject: assignment }));
      }
      return [key, settingValue(value, properties?.[key])];
    }),
  );
}

async function ask(
  { name, description, isSecret }: SettingDescription,
  provider: ConnectorProvider,
  connectorName: string,
  questions: Questions | undefined,
): Promise<unknown> {
  if (isSecret) {
    const preset = `${connectorName}_${name}`.toUpperCase().replaceAll(/\W+/gu, '_');
    const variable = await questions?.text(`${description}\n  Environment variable that holds the ${name}`, preset);
    return `\${env:${variable ?? preset}}`;
  }
  const answer = await questions?.text(`${description}\n  ${name}`);
  return settingValue(answer ?? '', inputSchema(provider.config).properties?.[name]);
}
