import type { Origin } from '../../schema/signed-calls/on-behalf-of.ts';

/** On whose behalf a request asks ministries, made ready once for all its calls. */
export class RequestOrigin {
  readonly #asker: Pick<Origin, 'requestId' | 'agency'>;
  readonly #purposes = new Set<string>();
  #texts: readonly string[];

  constructor(asker: Pick<Origin, 'requestId' | 'agency'>) {
    this.#asker = asker;
    this.#texts = [this.#write(null)];
  }

  /**
   * JSON texts of an `Origin` for each purpose that was stated. An operation that states several asks for every citizen
   * in the name of all of them.
   */
  get texts(): readonly string[] {
    return this.#texts;
  }

  /** To be called when the caller was seen to have the purpose, before anything is fetched for it. */
  addPurpose(code: string): void {
    this.#purposes.add(code);
    this.#texts = [...this.#purposes].map((purpose) => this.#write(purpose));
  }

  #write(purpose: string | null): string {
    const { requestId, agency } = this.#asker;
    return JSON.stringify({ requestId, agency, purpose } satisfies Origin);
  }
}

/**
 * JSON text of the `OnBehalfOf` of a call without representations.
 * @returns undefined when nobody is known
 */
export function writeOrigins(origins: readonly string[]): string | undefined {
  return origins.length === 0 ? undefined : `{"origins":[${origins.join(',')}]}`;
}

/**
 * JSON text of the `OnBehalfOf` of a call with representations: each origin stands there once.
 * @param askers  for each representation, the origins of those who asked for it
 * @returns       undefined when nobody is known
 */
export function writeOriginsOf(askers: readonly (readonly string[])[]): string | undefined {
  const positions = new Map<string, number>();
  const positionOf = (origin: string): number => {
    const position = positions.get(origin) ?? positions.size;
    positions.set(origin, position);
    return position;
  };
  const representations = askers.map((origins) => `[${origins.map(positionOf).join(',')}]`).join(',');
  if (positions.size === 0) return undefined;
  return `{"origins":[${[...positions.keys()].join(',')}],"representations":[${representations}]}`;
}
