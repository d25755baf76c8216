import type { FormattedExecutionResult } from 'graphql';

/** Entities of one operation as JSON, by the JSON of what names each. */
type Entities = Map<string, Buffer>;

/** A call for entities. */
interface EntityCall {
  readonly query: string;
  readonly variables: { readonly representations: readonly unknown[] };
}

/**
 * Remembers each entity that a ministry told, apart for every operation with its other variables. It holds as many as were
 * ever asked for, so it is for benchmarks with a bounded set of requests.
 */
export class EntityMemory {
  readonly #ministryUrl: string;
  readonly #entitiesOf = new Map<string, Entities>();

  /** @param ministryUrl  is asked for what is not known yet */
  constructor(ministryUrl: string) {
    this.#ministryUrl = ministryUrl;
  }

  /**
   * Answers a call for entities. The ministry is asked once for all that are not known, and not at all when there are none.
   * @param body  JSON of the call
   * @returns     JSON of the whole answer
   * @throws Error when it is another call, or when the ministry does not tell all entities without an error
   */
  async answer(body: string): Promise<Buffer> {
    const call = readCall(body);
    const entities = this.#getEntities(call);
    const names = call.variables.representations.map((representation) => JSON.stringify(representation));
    const unknown = call.variables.representations.filter((_, i) => !entities.has(names[i] ?? ''));
    if (unknown.length > 0) await this.#learn(entities, call, unknown);
    return join(names.flatMap((name) => entities.get(name) ?? []));
  }

  #getEntities({ query, variables: { representations, ...others } }: EntityCall): Entities {
    const operation = query + JSON.stringify(others);
    const known = this.#entitiesOf.get(operation);
    if (known) return known;
    const entities: Entities = new Map();
    this.#entitiesOf.set(operation, entities);
    return entities;
  }

  async #learn(entities: Entities, { query, variables }: EntityCall, representations: readonly unknown[]) {
    const response = await fetch(this.#ministryUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { ...variables, representations } }),
    });
    const told = readEntities((await response.json()) as FormattedExecutionResult);
    if (told?.length !== representations.length) throw new Error('The ministry did not tell every entity.');
    for (const [i, entity] of told.entries()) {
      entities.set(JSON.stringify(representations[i]), Buffer.from(JSON.stringify(entity)));
    }
  }
}

function readCall(body: string): EntityCall {
  const call = JSON.parse(body);
  if (Array.isArray(call.variables?.representations)) return call;
  throw new Error('Only calls for entities are remembered.');
}

/** @returns undefined where there are errors, or anything beside the entities */
function readEntities({ data, errors }: FormattedExecutionResult): unknown[] | undefined {
  const { _entities: entities, ...others } = data ?? {};
  const isWhole = errors === undefined && Object.keys(others).length === 0;
  return isWhole && Array.isArray(entities) ? entities : undefined;
}

function join(entities: readonly Buffer[]): Buffer {
  const parts = entities.flatMap((entity, i) => (i === 0 ? [entity] : [COMMA, entity]));
  return Buffer.concat([START, ...parts, END]);
}

const START = Buffer.from('{"data":{"_entities":[');
const COMMA = Buffer.from(',');
const END = Buffer.from(']}}');
