/** A compiled list of name patterns, in which `*` stands for any characters and `?` for one. */
export interface NamePattern {
  matches(name: string): boolean;
  /** The patterns that matched no name so far: for a warning at the end of a refresh. */
  unmatched(): readonly string[];
}

/** Compiles patterns as used by `includeSchemas` and its like. Names are compared with their case. */
export function namePattern(patterns: readonly string[]): NamePattern {
  const compiled = patterns.map((pattern) => ({ pattern, expression: expressionOf(pattern), matched: false }));
  return {
    matches(name) {
      let any = false;
      for (const entry of compiled) {
        if (!entry.expression.test(name)) continue;
        entry.matched = true;
        any = true;
      }
      return any;
    },
    unmatched: () => compiled.filter((entry) => !entry.matched).map((entry) => entry.pattern),
  };
}

function expressionOf(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'su');
}
