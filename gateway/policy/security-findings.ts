import { array, check, optional, pipe, regex, safeParse, strictObject, string } from 'valibot';
import { parse, YAMLParseError } from 'yaml';
import { isDate } from '../../schema/scalars/date.ts';
import type { Caller } from '../caller/caller.ts';
import { describeFault, type Log } from '../log.ts';
import { OperatorError } from '../operator-error.ts';
import { openWatchedFile } from '../watch-file.ts';
import { createDayClock } from './day.ts';

/** Agencies and programs that are told of nobody until something about their security is mended. */
export interface SecurityFindings {
  /** The finding that is open today on the caller's agency or program. */
  readonly find: (caller: Caller) => SecurityFinding | undefined;
  close(): void;
}

/** On an agency or on a program. */
export interface SecurityFinding {
  /** Its code, as in access tokens. */
  readonly agency?: string | undefined;
  /** Its `client_id`. */
  readonly client?: string | undefined;
  /** The first day, YYYY-MM-DD, in Vietnam. */
  readonly since: string;
  /** The last day; undefined while the finding is open. */
  readonly until?: string | undefined;
  /** The letter or report that says so: `2669/TCTTKĐA`. */
  readonly reference: string;
}

/**
 * Opens the file of findings, which is followed from then on.
 * @param path  undefined: there are none
 * @param now   milliseconds since the epoch
 * @throws OperatorError when the first ones cannot be read
 */
export async function openSecurityFindings(
  path: string | undefined,
  log: Log,
  now: () => number = Date.now,
): Promise<SecurityFindings> {
  if (path === undefined) return { find: () => undefined, close: () => {} };
  const file = await openWatchedFile({
    path,
    prepare: async (text) => readFindings(text),
    onReload: () => log.info('using new security findings'),
    onRefusal: (error) => {
      const problem = error instanceof OperatorError ? error.message : describeFault(error);
      log.error({ problem }, 'refused new security findings, those before are kept');
    },
  });
  const getDay = createDayClock(now);
  const findOpen = (findings: readonly SecurityFinding[] = []): SecurityFinding | undefined => {
    const day = getDay();
    return findings.find(({ since, until }) => since <= day && (until === undefined || day <= until));
  };
  return {
    find: ({ agency, client }) =>
      findOpen(file.current.onClients.get(client)) ?? (agency && findOpen(file.current.onAgencies.get(agency.code))),
    close: file.close,
  };
}

interface Findings {
  readonly onAgencies: ReadonlyMap<unknown, readonly SecurityFinding[]>;
  readonly onClients: ReadonlyMap<unknown, readonly SecurityFinding[]>;
}

/** @throws OperatorError that says all that is wrong */
function readFindings(text: string): Findings {
  const result = safeParse(findingsFile, parseYaml(text));
  if (!result.success) {
    const faults = result.issues.map(({ path = [], message }) => `${path.map(({ key }) => key).join('.')}: ${message}`);
    throw new OperatorError(faults.join('\n'));
  }
  return {
    onAgencies: Map.groupBy(result.output, ({ agency }) => agency),
    onClients: Map.groupBy(result.output, ({ client }) => client),
  };
}

function parseYaml(text: string): unknown {
  try {
    // A file of comments alone says that there are none.
    return parse(text) ?? [];
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) throw cause;
    throw new OperatorError(cause.message, { cause });
  }
}

const line = pipe(string(), regex(/^\S.{0,199}$/, 'must be a line of text'));
const day = pipe(string(), check(isDate, 'must be a calendar day as YYYY-MM-DD'));

const findingsFile = array(
  pipe(
    strictObject({ agency: optional(line), client: optional(line), since: day, until: optional(day), reference: line }),
    check(({ agency, client }) => (agency === undefined) !== (client === undefined), 'must name an agency or a client'),
    check(({ since, until }) => until === undefined || since <= until, 'must not end before it begins'),
  ),
);
