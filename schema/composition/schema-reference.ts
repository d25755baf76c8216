import { type ConstDirectiveNode, Kind, print } from 'graphql';
import { citizen } from './citizen.ts';
import { readSupergraph, type SupergraphField, type SupergraphType } from './supergraph.ts';

/** The supergraph as Markdown: each type with its fields, their marks, the ministries that answer and the descriptions. */
export function printSchemaReference(supergraphSdl: string): string {
  const types = [...readSupergraph(supergraphSdl).types.values()].filter(({ node }) => isShown(node));
  const sections = groupTypes(types).map(([title, members]) =>
    [`## ${title}`, ...members.map((type) => printType(type, title))].join('\n\n'),
  );
  return `${['# Schema', introduction, ...sections].join('\n\n')}\n`;
}

/** What is marked `@inaccessible` is there for the gateway's own use. */
function isShown({ directives = [] }: { readonly directives?: readonly ConstDirectiveNode[] | undefined }): boolean {
  return !directives.some(({ name }) => name.value === 'inaccessible');
}

const introduction = `Every type of the supergraph. *Mark* is the scope and class of \`@personal\`; a field without one takes that of the
field it is reached through. *From* is the subgraph that answers.`;

/** Citizen first, then what can be asked, then each ministry's own types, then what several share. */
function groupTypes(types: readonly SupergraphType[]): [title: string, types: SupergraphType[]][] {
  const groups = new Map<string, SupergraphType[]>([
    [citizen.type, []],
    ['Query', []],
  ]);
  const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
  const own = types.filter(({ name, subgraphs }) => !groups.has(name) && subgraphs.length === 1).sort(byName);
  for (const name of own.flatMap(({ subgraphs }) => subgraphs).sort()) groups.set(name, []);
  for (const type of own) groups.get(type.subgraphs[0] ?? '')?.push(type);
  groups.set(shared, []);
  for (const type of types.toSorted(byName)) {
    if (!own.includes(type)) groups.get(groups.has(type.name) ? type.name : shared)?.push(type);
  }
  return [...groups].filter(([, members]) => members.length > 0);
}

const shared = 'Shared';

/** A group of one type needs no second heading. */
function printType(type: SupergraphType, groupTitle: string): string {
  const heading = type.name === groupTitle ? '' : `### ${type.name}`;
  const kind = `*${kinds[type.node.kind]}${describeKeys(type)}*`;
  const description = type.node.description?.value.trim() ?? '';
  return [heading, kind, description, printMembers(type)].filter((part) => part !== '').join('\n\n');
}

const kinds: Readonly<Record<SupergraphType['node']['kind'], string>> = {
  [Kind.OBJECT_TYPE_DEFINITION]: 'Type',
  [Kind.INTERFACE_TYPE_DEFINITION]: 'Interface',
  [Kind.UNION_TYPE_DEFINITION]: 'Union',
  [Kind.ENUM_TYPE_DEFINITION]: 'Enum',
  [Kind.INPUT_OBJECT_TYPE_DEFINITION]: 'Input',
  [Kind.SCALAR_TYPE_DEFINITION]: 'Scalar',
};

function describeKeys({ keys }: SupergraphType): string {
  const fields = new Set(keys.map((key) => `\`${key.fields}\``));
  return fields.size > 0 ? `, an entity keyed by ${[...fields].join(' or ')}` : '';
}

function printMembers({ node, fields }: SupergraphType): string {
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return printTable(
        ['Field', 'Type', 'Mark', 'From', 'Description'],
        [...fields.values()].filter(({ node: shown }) => isShown(shown)).map((field) => printField(field)),
      );
    case Kind.ENUM_TYPE_DEFINITION:
      return printTable(
        ['Value', 'Description'],
        (node.values ?? []).map(({ name, description }) => [`\`${name.value}\``, description?.value ?? '']),
      );
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return printTable(
        ['Field', 'Type', 'Description'],
        (node.fields ?? []).map(({ name, type, description }) => [
          `\`${name.value}\``,
          `\`${print(type)}\``,
          description?.value ?? '',
        ]),
      );
    case Kind.UNION_TYPE_DEFINITION:
      return `One of ${(node.types ?? []).map(({ name }) => `\`${name.value}\``).join(', ')}.`;
    case Kind.SCALAR_TYPE_DEFINITION:
      return '';
  }
}

function printField({ node, name, type, mark, subgraphs }: SupergraphField): readonly string[] {
  const parameters = (node.arguments ?? []).map((argument) => `${argument.name.value}: ${print(argument.type)}`);
  const signature = parameters.length > 0 ? `${name}(${parameters.join(', ')})` : name;
  const notes = (node.arguments ?? []).map(({ name, description }) => `\`${name.value}\`: ${description?.value ?? ''}`);
  return [
    `\`${signature}\``,
    `\`${print(type)}\``,
    mark ? `${mark.scope} ${mark.class}` : '',
    subgraphs.join(', '),
    [node.description?.value ?? '', ...notes].join('<br>'),
  ];
}

function printTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map(printCell).join(' | ')} |`)
    .join('\n');
}

function printCell(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
}
