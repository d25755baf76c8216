import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type GraphQLObjectType, getNamedType, isObjectType, Kind, parse } from 'graphql';
import { gatherSubgraphs } from '../../bin/gather-subgraphs.ts';
import { composeSubgraphs } from '../../schema/composition/compose-subgraphs.ts';
import type { Ministry } from '../../subgraphs/_kit/ministry.ts';
import { ministrySdl } from '../../subgraphs/_kit/ministry-sdl.ts';
import { buildSchema } from '../../subgraphs/_kit/serve-ministry.ts';
import { readExamples } from './examples.ts';
import { ministries, subjects } from './subjects.ts';

const GATEWAY_PORT = 4000;
const skeleton = subjects.filter((subject) => !ministries.includes(subject));
const composition = composeSubgraphs([
  ...(await gatherSubgraphs()),
  ...skeleton.map((ministry) => ({
    name: ministry.name,
    url: 'http://127.0.0.1:1/graphql',
    sdl: ministrySdl(ministry),
  })),
]);
/** What the gateway asks to learn who somebody is; one ministry answers it. */
const identityFields = readIdentityFields();

describe.each(subjects)('the folder of $name', (ministry) => {
  test('has a README that names its owner', () => {
    expect(readFileSync(join(ministry.directory, 'README.md'), 'utf8')).toContain(ministry.owner.vi);
  });

  test('has an example with its answer', async () => {
    expect(await readExamples(ministry)).not.toEqual([]);
  });

  test('passes the gate of composition', () => {
    const problems = composition.problems?.filter(
      ({ subgraphs }) => subgraphs.length === 0 || subgraphs.includes(ministry.name),
    );
    expect(problems ?? []).toEqual([]);
  });

  test('keeps its own copy of who a person is, or is the register that tells it', () => {
    const citizen = getType(ministry, 'Citizen');
    const tellsIdentity = identityFields.every((field) => field in citizen.getFields());
    const copies = [...typesBelow(citizen)].filter(
      (type) => 'recordedName' in type.getFields() && 'recordedDateOfBirth' in type.getFields(),
    );
    expect(tellsIdentity || copies.length > 0).toBe(true);
  });
});

test('one ministry tells who a citizen is', () => {
  const tellers = ministries.filter((ministry) =>
    identityFields.some((field) => field in getType(ministry, 'Citizen').getFields()),
  );
  expect(tellers).toHaveLength(1);
});

test('each ministry has a port of its own, beside the gateway’s', () => {
  const ports = [GATEWAY_PORT, ...ministries.map(({ port }) => port)];
  expect(new Set(ports).size).toBe(ports.length);
});

function getType(ministry: Ministry, name: string): GraphQLObjectType {
  const type = buildSchema(ministry).getType(name);
  if (!isObjectType(type)) throw new Error(`${ministry.name} has no type ${name}`);
  return type;
}

/** The types that a type's fields reach, other citizens left out. */
function typesBelow(type: GraphQLObjectType, found = new Set<GraphQLObjectType>()): Set<GraphQLObjectType> {
  for (const field of Object.values(type.getFields())) {
    const below = getNamedType(field.type);
    if (!isObjectType(below) || below.name === 'Citizen' || found.has(below)) continue;
    typesBelow(below, found.add(below));
  }
  return found;
}

function readIdentityFields(): string[] {
  const document = parse(readFileSync(new URL('../../schema/identity.graphql', import.meta.url), 'utf8'));
  const [fragment] = document.definitions;
  if (fragment?.kind !== Kind.FRAGMENT_DEFINITION) throw new Error('schema/identity.graphql holds no fragment');
  return fragment.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection.name.value] : [],
  );
}
