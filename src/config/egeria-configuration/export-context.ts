import type { Message } from '../../messages/message.ts';
import type { DefinitionProblem, SourcePlace } from '../definition-error.ts';
import { hasReference } from '../secrets.ts';
import { credentialsIn } from '../url-credentials.ts';
import { configurationMessages } from './messages.ts';
import { partsOf, variableName } from './placeholders.ts';
import type { TextPart } from './placeholders.ts';

/** A text of a daemon definition that goes into a configuration document. */
export interface ExportedText {
  readonly text: string;
  readonly place: SourcePlace;
  /** What a placeholder is named after where a reference has no name that could be one. */
  readonly words: readonly string[];
}

/** What an export finds on its way. */
export class ExportContext {
  readonly #remarks: DefinitionProblem[] = [];
  readonly #said = new Set<string>();

  get remarks(): readonly DefinitionProblem[] {
    return this.#remarks;
  }

  /** Says something of a place in the definition, once. */
  remark(place: SourcePlace, message: Message): void {
    const remark = { place, message };
    const key = JSON.stringify(remark);
    if (!this.#said.has(key)) this.#remarks.push(remark);
    this.#said.add(key);
  }

  /** The text with references as placeholders; nothing is brought in. */
  text({ text, place, words }: ExportedText): string {
    if (credentialsIn(text).some((secret) => !hasReference(secret))) return this.#secretPlaceholder(place, words);
    return partsOf(text)
      .map((part) => this.#partText(part, place, words))
      .join('');
  }

  /** A password, of which only a placeholder is written. */
  password({ text, place, words }: ExportedText): string {
    const parts = partsOf(text);
    if (parts.every(({ kind }) => kind !== undefined)) return this.text({ text, place, words });
    return this.#secretPlaceholder(place, words);
  }

  #partText({ kind, text }: TextPart, place: SourcePlace, words: readonly string[]): string {
    if (kind === undefined) return text;
    return kind === 'env' ? `~{${text}}~` : this.#secretPlaceholder(place, words);
  }

  #secretPlaceholder(place: SourcePlace, words: readonly string[]): string {
    const placeholder = `~{${variableName(...words)}}~`;
    this.remark(place, configurationMessages.secretBecamePlaceholder({ subject: placeholder }));
    return placeholder;
  }
}
