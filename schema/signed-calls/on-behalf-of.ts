/** On whose behalf a ministry is asked. */
export interface Origin {
  /** The request that the gateway was sent; both sides' logs have it. */
  readonly requestId: string;
  /** Code of the agency that asks; null for a citizen, who asks for nobody else. */
  readonly agency: string | null;
  /** Code of the purpose that was stated; null where none is. */
  readonly purpose: string | null;
}

/** The member `onBehalfOf` of the `extensions` of a call's body. */
export interface OnBehalfOf {
  readonly origins: readonly Origin[];
  /** For each representation the positions in `origins` of those who asked for it; left out where there are none. */
  readonly representations?: readonly (readonly number[])[];
}

/**
 * Reads the origins of a call.
 * @param body  a parsed body
 * @returns     each origin, with how many representations it asked for; undefined when the call does not say for each
 */
export function readOrigins(body: unknown): readonly AskingOrigin[] | undefined {
  if (!Array.isArray(body)) return readQueryOrigins(body);
  const origins = body.map(readQueryOrigins);
  return origins.length > 0 && origins.every((own) => own !== undefined) ? origins.flat() : undefined;
}

function readQueryOrigins(query: unknown): readonly AskingOrigin[] | undefined {
  const { variables, extensions } = asObject(query);
  const { origins, representations } = asObject(asObject(extensions)['onBehalfOf']);
  if (!Array.isArray(origins) || origins.length === 0 || !origins.every(isOrigin)) return undefined;
  const counts = countRepresentations(origins.length, representations, asObject(variables)['representations']);
  return counts && origins.map((origin, index) => ({ ...pick(origin), representations: counts[index] ?? 0 }));
}

export interface AskingOrigin extends Origin {
  /** How many representations it asked for. */
  readonly representations: number;
}

function countRepresentations(origins: number, askers: unknown, representations: unknown): number[] | undefined {
  const counts = Array<number>(origins).fill(0);
  if (representations === undefined) return askers === undefined ? counts : undefined;
  if (!Array.isArray(representations) || !Array.isArray(askers) || askers.length !== representations.length) return;
  for (const positions of askers) {
    if (!Array.isArray(positions) || positions.length === 0) return;
    for (const position of positions) {
      if (!Number.isInteger(position) || position < 0 || position >= origins) return;
      counts[position] = (counts[position] ?? 0) + 1;
    }
  }
  return counts;
}

function pick({ requestId, agency, purpose }: Origin): Origin {
  return { requestId, agency, purpose };
}

function isOrigin(value: unknown): value is Origin {
  const { requestId, agency, purpose } = asObject(value);
  return isCode(requestId) && (agency === null || isCode(agency)) && (purpose === null || isCode(purpose));
}

/** They go into logs, so they are held to what fits in a line. */
function isCode(value: unknown): value is string {
  return typeof value === 'string' && /^\P{Cc}{1,512}$/u.test(value);
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
