import type { Message } from './message.ts';

/** What sets one occasion of a message apart from the others: `database orders, schema sales`; empty when it has no facts. */
export function messageFacts({ facts }: Message): string {
  const { egeriaSystemAction: _done, egeriaUserAction: _do, ...shown } = facts;
  return Object.entries(shown)
    .map(([name, value]) => (name === 'subject' ? value : `${name} ${value}`))
    .join(', ');
}

/**
 * A message as one sentence, its facts after its text: `Unknown key "provder". Did you mean "provider"?`
 *
 * Five facts have words of their own: `subject` (what it is about), `expected`, `found`, `nearest` (what was most likely
 * meant) and `known` (what there is). What Egeria says is to be done is no part of the sentence: see `egeriaSays`.
 */
export function messageSentence({ text, facts }: Message): string {
  const { subject, expected, found, nearest, known, ...rest } = facts;
  const { egeriaSystemAction: _done, egeriaUserAction: _do, ...others } = rest;
  const parts = [
    text,
    subject === undefined ? '' : ` "${subject}"`,
    expected === undefined ? '' : `: it must be ${expected}`,
    found === undefined ? '' : `, not ${found}`,
    ...Object.entries(others).map(([name, value]) => `, ${name} ${value}`),
    '.',
    nearest === undefined ? '' : ` Did you mean "${nearest}"?`,
    known === undefined ? '' : ` There is: ${known}.`,
  ];
  return parts.join('');
}

/** What a server of Egeria's says it did, and what it wants done: the actions of its own message. */
export function egeriaSays({ facts: { egeriaSystemAction, egeriaUserAction } }: Message): string | undefined {
  const said = [egeriaSystemAction, egeriaUserAction].filter((action) => action !== undefined && action !== '');
  return said.length === 0 ? undefined : said.join(' ');
}
