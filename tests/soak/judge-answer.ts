import type { FormattedExecutionResult } from 'graphql';
import type { MixedRequest } from './mixed-requests.ts';

/** What became of a request: answered as it should be, turned away by a gateway that is busy, or answered wrongly. */
export type Judgement = 'answered' | 'turned away' | { readonly wrong: string };

interface Answer {
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  /** Of its errors. */
  readonly codes: readonly string[];
}

/** Says whether a request may get this answer while ministries freeze and break off. */
export function judgeAnswer(
  request: Pick<MixedRequest, 'kind' | 'variables'>,
  status: number,
  text: string,
): Judgement {
  const answer = readAnswer(status, text);
  if (status === 503 && answer?.codes[0] === 'GATEWAY_OVERLOADED') return 'turned away';
  const wrong = answer ? findWrong(request, answer) : `status ${status}, and no GraphQL response`;
  return wrong === undefined ? 'answered' : { wrong: `${request.kind}: ${wrong}` };
}

function readAnswer(status: number, text: string): Answer | undefined {
  try {
    const { data, errors = [] } = JSON.parse(text) as FormattedExecutionResult;
    return { status, data, codes: errors.map(({ extensions }) => String(extensions?.['code'])) };
  } catch {
    return undefined;
  }
}

function findWrong(
  { kind, variables }: Pick<MixedRequest, 'kind' | 'variables'>,
  { status, data, codes }: Answer,
): string | undefined {
  const isRefused = kind === 'invalid' || kind === 'hostile';
  if (status !== (isRefused ? 400 : 200)) return `status ${status}`;
  if (isRefused) return data || codes.length === 0 ? 'it was not refused' : undefined;
  const fault = codes.find((code) => !faultsOfMinistries.has(code));
  if (fault !== undefined) return `an error with the code ${fault}`;
  if (kind === 'introspection') return data?.['__schema'] ? undefined : 'no schema';
  const citizen = data?.['citizen'];
  // Nobody is shown while nobody can tell who that is.
  if (citizen === null && codes.length > 0) return undefined;
  return Object(citizen).personalId === variables['personalId'] ? undefined : 'another citizen, or none';
}

/** What a ministry that freezes or breaks off may cost. */
const faultsOfMinistries: ReadonlySet<string> = new Set([
  'SOURCE_TIMEOUT',
  'SOURCE_UNAVAILABLE',
  'IDENTITY_UNAVAILABLE',
]);
