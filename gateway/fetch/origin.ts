import type { Origin } from '../../schema/signed-calls/on-behalf-of.ts';

/** On whose behalf a request asks ministries, made ready once for all its calls. */
export interface CallOrigin {
  /** JSON text of an `Origin`. */
  readonly json: string;
}

export function createOrigin({ requestId, agency, purpose }: Origin): CallOrigin {
  return { json: JSON.stringify({ requestId, agency, purpose }) };
}

/** JSON text of the `OnBehalfOf` of a call without representations. */
export function writeOrigin(origin: CallOrigin | undefined): string | undefined {
  return origin && `{"origins":[${origin.json}]}`;
}

/**
 * JSON text of the `OnBehalfOf` of a call with representations: each origin stands there once.
 * @param askers  for each representation, who asked for it
 * @returns       undefined when nobody is known
 */
export function writeOrigins(askers: readonly (readonly (CallOrigin | undefined)[])[]): string | undefined {
  const positions = new Map<CallOrigin, number>();
  const positionOf = (origin: CallOrigin | undefined): number[] => {
    if (!origin) return [];
    const known = positions.get(origin) ?? positions.size;
    positions.set(origin, known);
    return [known];
  };
  const representations = askers.map((origins) => `[${origins.flatMap(positionOf).join(',')}]`).join(',');
  if (positions.size === 0) return undefined;
  const origins = [...positions.keys()].map(({ json }) => json).join(',');
  return `{"origins":[${origins}],"representations":[${representations}]}`;
}
