import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sampleClaims } from '../support/tokens.ts';
import { findPersonalData } from './support/personal-data.ts';
import type { GatewayBody } from './support/running-gateway.ts';
import { type Stack, startStack } from './support/stack.ts';

interface Dataset {
  readonly id: string;
  readonly ministry: string;
  readonly dimensions: readonly { readonly code: string; readonly values: readonly unknown[] | null }[];
}

let stack: Stack;
let authorization: string;
beforeAll(async () => {
  stack = await startStack({ GATEWAY_STATISTICS_MAX_QUESTIONS: '1000' });
  authorization = `Bearer ${await stack.issuer.token(sampleClaims.analyst)}`;
});
afterAll(() => stack.close());

describe('an analyst', () => {
  test('is told what every ministry counts', async () => {
    const counting = new Set((await listDatasets()).map(({ ministry }) => ministry));
    expect([...counting].sort()).toEqual(stack.ministries.map(({ name }) => name).sort());
  });

  test('gets numbers of 10 people and more, and nothing of a person, whatever they group by', async () => {
    const answers: string[] = [];
    for (const { id, dimensions } of await listDatasets()) {
      for (const groupBy of [[], ...dimensions.flatMap(({ code, values }) => (values ? [[code]] : []))]) {
        const { errors, data } = await count(id, groupBy);
        expect({ id, groupBy, errors }).toEqual({ id, groupBy, errors: undefined });
        answers.push(JSON.stringify(data));
      }
    }
    expect(answers.length).toBeGreaterThan(40);
    expect(findPersonalData(answers.join('\n'))).toEqual([]);
    const shown = answers.flatMap((answer) => [...answer.matchAll(/"value":(\d+)/g)].map(([, value]) => Number(value)));
    expect(Math.min(...shown)).toBeGreaterThanOrEqual(10);
  });

  test('gets no row about a person', async () => {
    const { errors = [] } = await ask('{ me { fullName } }');
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['IDENTITY_NOT_CITIZEN']);
  });
});

async function listDatasets(): Promise<readonly Dataset[]> {
  const { data } = await ask('{ datasets { id ministry dimensions { code values { code } } } }');
  return (data as unknown as { readonly datasets: readonly Dataset[] }).datasets;
}

/** Asks again while the ministry is counting. */
async function count(dataset: string, groupBy: readonly string[]): Promise<GatewayBody> {
  const query = `query ($dataset: ID!, $groupBy: [ID!]!) {
    statistics(dataset: $dataset, groupBy: $groupBy) { total { value } cells { keys value isSuppressed } }
  }`;
  for (let attempt = 1; ; attempt++) {
    const body = await ask(query, { dataset, groupBy });
    if (body.errors?.[0]?.extensions?.['code'] !== 'STATISTICS_NOT_READY' || attempt === 20) return body;
  }
}

async function ask(query: string, variables?: object): Promise<GatewayBody> {
  const headers = { 'content-type': 'application/json', authorization };
  return (await stack.gateway.send({ headers, body: JSON.stringify({ query, variables }) })).body;
}
