import { type DocumentNode, Kind, type ObjectTypeDefinitionNode, parse, print } from 'graphql';
import { namedType } from '../../schema/composition/supergraph.ts';
import { listMinistries } from '../../subgraphs/_kit/list-ministries.ts';
import { ministrySdl } from '../../subgraphs/_kit/ministry-sdl.ts';
import { plantedHouseholds } from '../../subgraphs/_kit/people/planted/planted-households.ts';
import { DEFAULT_ISSUER } from './ports.ts';

/** Where the gateway is, and what to ask it first: a citizen who has something to show in every register. */
export async function welcome(url: string, issuer: string): Promise<string> {
  const people = plantedHouseholds.flatMap(({ members }) => members);
  const personalId = people.find(({ plantedCases }) => plantedCases.has('SHOWCASE'))?.personalId ?? '';
  const ministries = (await listMinistries()).sort((a, b) => a.port - b.port);
  const selections = ministries.map((ministry) => selectSome(parse(ministrySdl(ministry)))).join(' ');
  const query = `{ me { ${selections} } }`;
  const at = issuer === DEFAULT_ISSUER ? '' : ` --issuer ${issuer}`;
  return `ready ${url}

A query to paste, of a citizen whom every ministry knows, about themselves:

${print(parse(query)).replaceAll(/^/gm, '  ')}

The same in a terminal, and all about this citizen as a table:

  curl -s ${url} -H "authorization: Bearer $(npm run -s token -- --as citizen --citizen ${personalId}${at})" \\
    -H 'content-type: application/json' -d '${JSON.stringify({ query })}'
  npm run citizen -- ${personalId} --url ${url}${at}

In a browser: ${new URL('/explorer', url)}

Sign-in is at ${issuer}; npm run token -- --help lists its sample accounts.

Ctrl-C stops everything.`;
}

const FIELDS_OF_EACH = 3;

/** The first fields of a citizen that hold a value, or of the first record about them. */
function selectSome(sdl: DocumentNode): string {
  const types = new Map<string, ObjectTypeDefinitionNode>();
  for (const node of sdl.definitions) if (node.kind === Kind.OBJECT_TYPE_DEFINITION) types.set(node.name.value, node);

  const [first, ...others] = types.get('Citizen')?.fields?.filter(({ name }) => name.value !== 'personalId') ?? [];
  if (first === undefined) return '';
  const record = types.get(namedType(first.type));
  const fields = (record?.fields ?? [first, ...others]).filter(({ type }) => !types.has(namedType(type)));
  const names = fields
    .slice(0, FIELDS_OF_EACH)
    .map(({ name }) => name.value)
    .join(' ');
  return record ? `${first.name.value} { ${names} }` : names;
}
