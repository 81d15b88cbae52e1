import { ConfigurationError } from '../../messages/error-kinds.ts';
import { nearestName } from '../../metadata/types/nearest-name.ts';
import { typeRegistry } from '../../metadata/types/type-registry.ts';
import type { TypeKind, TypeRegistry } from '../../metadata/types/type-registry.ts';
import { exitCodes } from '../../report/exit-codes.ts';
import type { ExitCode } from '../../report/exit-codes.ts';
import type { CommandContext } from '../command-context.ts';
import { cliMessages } from '../messages.ts';
import { openScreen } from '../render/screen.ts';
import type { Screen } from '../render/screen.ts';
import { tableText } from '../render/table.ts';
import type { ListOptions } from './knowledge.ts';

const kinds: readonly TypeKind[] = ['entity', 'relationship', 'classification', 'enum'];

/** `types`: the open metadata types, or one of them. */
export async function runTypes(
  name: string | undefined,
  { output }: ListOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const screen = await openScreen(context, output);
  const types = typeRegistry();
  if (name === undefined) {
    for (const kind of kinds) for (const each of types.names(kind)) printName(each, kind, screen, types);
    return exitCodes.done;
  }
  const kind = types.kindOf(name);
  if (kind === undefined) {
    const nearest = nearestName(
      name,
      kinds.flatMap((each) => types.names(each)),
    );
    throw new ConfigurationError(cliMessages.unknownType({ subject: name, nearest }));
  }
  const facts = factsOf(name, kind, types);
  const attributes = attributesOf(name, types);
  if (screen.format === 'json') {
    screen.printJson({ ...Object.fromEntries(facts), attributes });
    return exitCodes.done;
  }
  const rows = facts.map(([fact, value]) => [fact, Array.isArray(value) ? value.join(', ') : String(value)]);
  screen.print(await tableText([{ title: '' }, { title: '' }], rows, screen.style, screen.columns));
  if (attributes.length > 0) screen.print(`\n${await attributeTable(attributes, screen)}`);
  return exitCodes.done;
}

function printName(name: string, kind: TypeKind, screen: Screen, types: TypeRegistry): void {
  const [supertype] = (types.entity(name) ?? types.relationship(name) ?? types.classification(name))?.supertypes ?? [];
  if (screen.format === 'json') screen.printJson({ kind, name, supertype });
  else
    screen.print(
      `${screen.style.dim(kind.padEnd(14))} ${name}${supertype === undefined ? '' : screen.style.dim(`: ${supertype}`)}\n`,
    );
}

type Fact = readonly [string, string | readonly string[]];

function factsOf(name: string, kind: TypeKind, types: TypeRegistry): Fact[] {
  const facts: Fact[] = [
    ['name', name],
    ['kind', kind],
  ];
  const supertypes = (types.entity(name) ?? types.relationship(name) ?? types.classification(name))?.supertypes ?? [];
  if (supertypes.length > 0) facts.push(['supertypes', supertypes]);
  const subtypes = [...types.subtypesOf(name)].filter((each) => each !== name);
  if (subtypes.length > 0) facts.push(['subtypes', subtypes]);
  const relationship = types.relationship(name);
  for (const end of ['end1', 'end2'] as const) {
    const { type = '', role = '', cardinality = '' } = relationship?.[end] ?? {};
    if (relationship !== undefined) facts.push([end, `${type} as ${role}, ${cardinality}`]);
  }
  const classification = types.classification(name);
  if (classification !== undefined) facts.push(['for', classification.validFor]);
  const values = types.enumType(name)?.values;
  if (values !== undefined) facts.push(['values', [...values]]);
  return facts;
}

interface DescribedAttribute {
  readonly name: string;
  readonly type: string;
  readonly note: string;
  readonly declaredBy: string;
}

function attributesOf(name: string, types: TypeRegistry): DescribedAttribute[] {
  const type = types.entity(name) ?? types.relationship(name) ?? types.classification(name);
  return [...(type?.properties.values() ?? [])].map((attribute) => ({
    name: attribute.name,
    type: attribute.type.name,
    note: [attribute.required && 'required', attribute.unique && 'unique', attribute.deprecated && 'deprecated']
      .filter((note) => note !== false)
      .join(', '),
    declaredBy: attribute.declaredBy,
  }));
}

function attributeTable(attributes: readonly DescribedAttribute[], { style, columns }: Screen): Promise<string> {
  const titles = [{ title: 'attribute' }, { title: 'type' }, { title: 'note' }, { title: 'declared by' }];
  return tableText(
    titles,
    attributes.map(({ name, type, note, declaredBy }) => [name, type, note, declaredBy]),
    style,
    columns,
  );
}
