/** A text with a permanent id, for people: what happened, what was done about it, what the reader should do. */
export interface MessageDefinition {
  /** Permanent, never used again for another message. */
  readonly id: string;
  /** What happened: static, without variables. */
  readonly text: string;
  readonly systemAction: string;
  readonly userAction: string;
}

/** A message with the facts of one occasion. Facts never hold a secret, a whole connection string or a row. */
export interface Message extends MessageDefinition {
  readonly facts: Readonly<Record<string, string>>;
}

/** The values that a message's facts may be given as. */
export type Facts = Readonly<Record<string, string | number | undefined>>;

/** Turns definitions into functions that make messages: `messages.unreachable({ host })`. */
export function defineMessages<Names extends string>(
  definitions: Readonly<Record<Names, MessageDefinition>>,
): Readonly<Record<Names, (facts?: Facts) => Message>> & { readonly definitions: readonly MessageDefinition[] } {
  const makers = {} as Record<Names, (facts?: Facts) => Message>;
  for (const name of Object.keys(definitions) as Names[]) {
    makers[name] = (facts = {}) => ({ ...definitions[name], facts: textsOf(facts) });
  }
  return { ...makers, definitions: Object.values(definitions) };
}

function textsOf(facts: Facts): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(facts)) if (value !== undefined) texts[name] = String(value);
  return texts;
}
