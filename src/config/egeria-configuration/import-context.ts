import type { Message } from '../../messages/message.ts';
import type { DefinitionProblem, SourcePlace } from '../definition-error.ts';
import type { DefinitionPath } from '../yaml-source.ts';
import { placeholdersIn, placeholderVariable, withReferences } from './placeholders.ts';

/** What an import finds on its way: what there is to say, and which environment variables the definition refers to. */
export interface ImportContext {
  readonly remarks: readonly DefinitionProblem[];
  /** In the order in which they were first needed. */
  readonly variables: ReadonlySet<string>;
  /** Says something of a place in the document, once. */
  remark(path: DefinitionPath, message: Message): void;
  /** The text with placeholders as references. */
  text(written: string): string;
  /** Notes an environment variable of the daemon's surroundings; returns its name. */
  existingVariable(name: string): string;
  /** Notes an environment variable that is new, with a number when the name stands for something else already; returns its name. */
  newVariable(name: string): string;
}

/** A context that has found nothing yet. */
export function createImportContext(placeOf: (path: DefinitionPath) => SourcePlace): ImportContext {
  const remarks: DefinitionProblem[] = [];
  const variables = new Set<string>();
  const said = new Set<string>();
  return {
    remarks,
    variables,
    remark(path, message) {
      const remark = { place: placeOf(path), message };
      const key = JSON.stringify(remark);
      if (!said.has(key)) remarks.push(remark);
      said.add(key);
    },
    text(written) {
      for (const name of placeholdersIn(written)) variables.add(placeholderVariable(name));
      return withReferences(written);
    },
    existingVariable(name) {
      variables.add(name);
      return name;
    },
    newVariable(name) {
      let unused = name;
      for (let number = 2; variables.has(unused); number += 1) unused = `${name}_${number}`;
      variables.add(unused);
      return unused;
    },
  };
}
