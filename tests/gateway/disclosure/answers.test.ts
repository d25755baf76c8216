import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sampleClaims } from '../../support/tokens.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import { an, citizenField, guarded, startTestGraph, type TestGraph } from '../support/test-graph.ts';

let graph: TestGraph;
let gateway: TestGateway;

beforeAll(async () => {
  graph = await startTestGraph();
  gateway = await startGateway(graph.supergraphSdl);
});

afterAll(async () => {
  await gateway?.close();
  await graph?.stop();
});

test('an answer sums up by which right what was told, of the citizen and of relatives, and what was withheld and why', async () => {
  const { extensions } = await ask(
    `{ ${citizenField(an)} { fullName sex isProtected household { members { citizen { taxCode phoneNumber } } } } }`,
  );
  expect(extensions).toEqual({
    disclosure: {
      purpose: 'whole-person',
      dossier: 'T-1',
      legalBases: [{ document: 'Luật Thử' }],
      subject: {
        openByLaw: ['person.name', 'person.sex', 'person.household', 'tax.code'],
        openByConsent: [],
        withheld: [
          { reason: 'RESTRICTED', scope: 'person.protection', fields: 1 },
          { reason: 'NOT_IN_PURPOSE', scope: 'person.phone', fields: 1 },
        ],
      },
      relatives: {
        openByLaw: ['tax.code'],
        openByConsent: [],
        withheld: [
          { reason: 'NOT_IN_PURPOSE', scope: 'person.phone', fields: 2 },
          { reason: 'SUBJECT_PROTECTED', scope: 'tax.code', fields: 1 },
        ],
      },
    },
  });
});

test('a refusal says why, of which scope, and what to do', async () => {
  const { errors } = await ask(`{ ${citizenField(an)} { phoneNumber } }`);
  expect(errors).toEqual([
    {
      message: 'The field is withheld: the purpose does not need it.',
      path: ['citizen', 'phoneNumber'],
      extensions: {
        code: 'WITHHELD',
        reason: 'NOT_IN_PURPOSE',
        scope: 'person.phone',
        howTo: expect.stringContaining('query purposes'),
      },
    },
  ]);
});

test('a hundred refusals are told one by one, and how many more there are', async () => {
  const names = Array.from({ length: 103 }, (_, index) => `phone${index}: phoneNumber`);
  const { errors, extensions } = await ask(`{ ${citizenField(an)} { ${names.join(' ')} } }`);
  expect(errors).toHaveLength(100);
  expect(extensions).toMatchObject({ disclosure: { moreWithheld: 3 } });
});

test('an answer about nobody has nothing to sum up', async () => {
  expect(await ask('{ purposes { code } }')).not.toHaveProperty('extensions');
  expect(await ask(`{ ${citizenField(guarded)} { fullName } }`)).not.toHaveProperty('extensions');
});

async function ask(query: string) {
  const authorization = `Bearer ${await gateway.issuer.token(sampleClaims.clerk)}`;
  const response = await gateway.post(JSON.stringify({ query }), { authorization });
  return (await response.json()) as Record<string, unknown>;
}
