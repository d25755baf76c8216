import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FieldNode, Kind, type OperationDefinitionNode, parse, print } from 'graphql';
import type { Ministry } from '../../subgraphs/_kit/ministry.ts';

/** One of a ministry's `examples/`: an operation of the gateway, turned into the fetch that it costs this ministry. */
export interface Example {
  readonly title: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The citizen as the answer beside the operation tells them. */
  readonly citizen: unknown;
}

export async function readExamples({ directory }: Pick<Ministry, 'directory'>): Promise<Example[]> {
  const folder = join(directory, 'examples');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.graphql')).sort();
  return await Promise.all(files.map((file) => readExample(folder, file)));
}

async function readExample(folder: string, file: string): Promise<Example> {
  const document = parse(await readFile(join(folder, file), 'utf8'));
  const answer = JSON.parse(await readFile(join(folder, file.replace(/graphql$/, 'json')), 'utf8')) as {
    /** Whose own view it is. */
    citizen: string;
    data: { me: unknown };
  };
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  const citizen = operation && findCitizen(operation);
  if (!citizen?.selectionSet) throw new Error(`${file} does not ask for me`);
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION).map(print);
  const entities = `_entities(representations: $representations) { ... on Citizen ${print(citizen.selectionSet)} }`;
  return {
    title: file,
    query: [`query ($representations: [_Any!]!) { ${entities} }`, ...fragments].join('\n'),
    variables: { representations: [{ __typename: 'Citizen', personalId: answer.citizen }] },
    citizen: answer.data.me,
  };
}

function findCitizen({ selectionSet }: OperationDefinitionNode): FieldNode | undefined {
  const [field, ...others] = selectionSet.selections;
  return field?.kind === Kind.FIELD && field.name.value === 'me' && others.length === 0 ? field : undefined;
}
