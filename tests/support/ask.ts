import type { FormattedExecutionResult } from 'graphql';

export type Answer<Data> = FormattedExecutionResult<Data> & { readonly status: number };

/** Asks a GraphQL endpoint over HTTP. */
export async function ask<Data = Record<string, unknown>>(
  url: string,
  query: string,
  variables?: Readonly<Record<string, unknown>>,
  headers?: Readonly<Record<string, string>>,
): Promise<Answer<Data>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as FormattedExecutionResult<Data>) };
}

/** An entity as a subgraph answers it. */
export interface Entity {
  readonly __typename?: string;
  readonly personalId?: string;
  readonly [field: string]: unknown;
}

/** Asks a ministry for fields of citizens, as the gateway does. Without data, `entities` is undefined. */
export async function askEntities(url: string, selection: string, personalIds: readonly string[]) {
  const { query, variables } = entityQuery(selection, personalIds);
  const { data, ...rest } = await ask<{ _entities: readonly (Entity | null)[] }>(url, query, variables);
  return { ...rest, entities: data?._entities };
}

export function entityQuery(selection: string, personalIds: readonly string[]) {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Citizen { ${selection} } } }`;
  return {
    query,
    variables: { representations: personalIds.map((personalId) => ({ __typename: 'Citizen', personalId })) },
  };
}
