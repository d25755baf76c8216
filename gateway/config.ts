import { fileURLToPath } from 'node:url';
import { type Role, roles } from '../schema/callers.ts';
import { claims } from './caller/read-caller.ts';
import { OperatorError } from './operator-error.ts';
import {
  flag,
  httpUrl,
  integer,
  listByName,
  name,
  oneOf,
  path,
  postgresUrl,
  safeUrl,
  setOf,
  text,
  type ValueType,
} from './value-type.ts';

/** One thing that can be set. */
export interface Setting<Value> {
  readonly variable: string;
  readonly type: ValueType<Value>;
  /** Undefined: not set. */
  readonly default: Value | undefined;
  readonly meaning: string;
}

/** Everything that can be set about the gateway. `docs/config.md` and `--help` are written from this table. */
export const settings = {
  host: {
    variable: 'GATEWAY_HOST',
    type: text('a host name or IP address'),
    default: '127.0.0.1',
    meaning: 'The address to listen on. `0.0.0.0` is every interface.',
  },
  port: {
    variable: 'GATEWAY_PORT',
    type: integer({ min: 0, max: 65_535 }),
    default: 4000,
    meaning: 'The TCP port to listen on. 0 lets the system choose a free one.',
  },
  supergraphPath: {
    variable: 'GATEWAY_SUPERGRAPH',
    type: path('the path of a file'),
    default: fileURLToPath(new URL('../schema/supergraph.graphql', import.meta.url)),
    meaning: 'The composed supergraph. The file is watched: a new one is served as soon as it is whole and passes.',
  },
  purposesPath: {
    variable: 'GATEWAY_PURPOSES',
    type: path('the path of a folder'),
    default: fileURLToPath(new URL('../schema/purposes', import.meta.url)),
    meaning: 'The folder of purposes. It is read at start.',
  },
  policyPath: {
    variable: 'GATEWAY_POLICY',
    type: path('the path of a folder'),
    default: fileURLToPath(new URL('../schema/policy', import.meta.url)),
    meaning: 'The folder of rules that decide on disclosure. It is read at start.',
  },
  securityFindingsPath: {
    variable: 'GATEWAY_SECURITY_FINDINGS',
    type: path('the path of a file'),
    default: undefined,
    meaning:
      'The security findings, a list in YAML such as `bin/local/security-findings.yaml`. While one is open, its agency or program is told of nobody. The file is watched.',
  },
  allowUnmarkedSupergraph: {
    variable: 'GATEWAY_ALLOW_UNMARKED_SUPERGRAPH',
    type: flag,
    default: false,
    meaning: 'Serve a supergraph without any `@personal` mark as plain federation.',
  },
  issuer: {
    variable: 'GATEWAY_ISSUER',
    type: safeUrl,
    default: undefined,
    meaning:
      'The OpenID provider whose access tokens are taken, as its `iss`. Its keys are found by OpenID Connect Discovery.',
  },
  audience: {
    variable: 'GATEWAY_AUDIENCE',
    type: text('the name under which the provider knows this gateway'),
    default: 'citizen-graph',
    meaning: 'What access tokens must be meant for: their `aud`.',
  },
  claimNames: {
    variable: 'GATEWAY_CLAIM_NAMES',
    type: listByName(text('the name of a claim'), oneOf(claims)),
    default: new Map(),
    meaning: 'Under which names the provider writes claims, where it has others than ours.',
  },
  publicUrl: {
    variable: 'GATEWAY_PUBLIC_URL',
    type: httpUrl,
    default: undefined,
    meaning:
      'The URL of `/graphql` as callers know it, which their DPoP proofs name. Not needed where it is reached at its own host and port.',
  },
  trustClientCert: {
    variable: 'GATEWAY_TRUST_CLIENT_CERT',
    type: flag,
    default: false,
    meaning:
      'Take the client certificate that tokens are bound to from the header `Client-Cert` (RFC 9440). Only behind a proxy that ends TLS, sets it, and drops it from what callers send.',
  },
  allowAnonymous: {
    variable: 'GATEWAY_ALLOW_ANONYMOUS',
    type: flag,
    default: false,
    meaning: 'Let anyone ask, without signing in. It works with a supergraph without marks alone.',
  },
  clientMaxRate: {
    variable: 'GATEWAY_CLIENT_MAX_RATE',
    type: integer({ min: 1, max: 1_000_000, unit: 'requests a second' }),
    default: 1_000,
    meaning: 'How often one program (`client_id`) may ask each gateway process. A second’s worth may come at once.',
  },
  personMaxRate: {
    variable: 'GATEWAY_PERSON_MAX_RATE',
    type: integer({ min: 1, max: 1_000_000, unit: 'requests a second' }),
    default: 50,
    meaning: 'How often one person (`sub`) may ask each gateway process. A second’s worth may come at once.',
  },
  statisticsMaxQuestions: {
    variable: 'GATEWAY_STATISTICS_MAX_QUESTIONS',
    type: integer({ min: 1, max: 100_000, unit: 'questions' }),
    default: 500,
    meaning: 'How many different questions for statistics one person may ask in a day. To repeat one costs nothing.',
  },
  maxRequestsInFlight: {
    variable: 'GATEWAY_MAX_REQUESTS_IN_FLIGHT',
    type: integer({ min: 1, max: 100_000 }),
    default: 1_000,
    meaning: 'The most requests that are answered at a time. More are refused at once, with 503.',
  },
  maxEventLoopDelayMs: {
    variable: 'GATEWAY_MAX_EVENT_LOOP_DELAY_MS',
    type: integer({ min: 10, max: 60_000, unit: 'milliseconds' }),
    default: 500,
    meaning:
      'How late the event loop may be, on average over half a second. While it is later, requests are refused with 503.',
  },
  maxConnections: {
    variable: 'GATEWAY_MAX_CONNECTIONS',
    type: integer({ min: 1, max: 1_000_000 }),
    default: 10_000,
    meaning: 'The most connections of callers. More are closed at once.',
  },
  requestTimeoutMs: {
    variable: 'GATEWAY_REQUEST_TIMEOUT_MS',
    type: integer({ min: 100, max: 600_000, unit: 'milliseconds' }),
    default: 10_000,
    meaning: 'How long a caller may take to send a request, from its first byte to its last.',
  },
  idleTimeoutMs: {
    variable: 'GATEWAY_IDLE_TIMEOUT_MS',
    type: integer({ min: 100, max: 3_600_000, unit: 'milliseconds' }),
    default: 75_000,
    meaning:
      'How long nothing may move on a connection: between two requests, or while a caller takes nothing of its answer. Longer than any answer takes.',
  },
  explorerClient: {
    variable: 'GATEWAY_EXPLORER_CLIENT',
    type: text('a client ID'),
    default: undefined,
    meaning:
      'Serves the explorer at `/explorer`. It signs in at the issuer as this public client, which must be registered there with the address of `/explorer` for redirects after signing in and out.',
  },
  subgraphUrls: {
    variable: 'GATEWAY_SUBGRAPH_URLS',
    type: listByName(httpUrl),
    default: new Map<string, string>(),
    meaning: 'Where subgraphs are reached, by name, instead of where the supergraph says.',
  },
  stewards: {
    variable: 'GATEWAY_STEWARDS',
    type: listByName(text('an agency’s code')),
    default: new Map<string, string>(),
    meaning:
      'The agencies whose stewards answer requests for correction, by the name of the subgraph. Fields of others cannot be disputed.',
  },
  sourceTimeoutMs: {
    variable: 'GATEWAY_SOURCE_TIMEOUT_MS',
    type: integer({ min: 1, max: 600_000, unit: 'milliseconds' }),
    default: 2_000,
    meaning: 'How long a ministry may take for one fetch. After that its part of the answer is null.',
  },
  sourceTimeoutsMs: {
    variable: 'GATEWAY_SOURCE_TIMEOUTS_MS',
    type: listByName(integer({ min: 1, max: 600_000, unit: 'milliseconds' })),
    default: new Map<string, number>(),
    meaning: 'Other time-outs for single ministries, by name.',
  },
  sourceMaxBytes: {
    variable: 'GATEWAY_SOURCE_MAX_BYTES',
    type: integer({ min: 1_024, max: 1_073_741_824, unit: 'bytes' }),
    default: 16_777_216,
    meaning: 'The largest answer that is taken from a ministry.',
  },
  sourceMaxConnections: {
    variable: 'GATEWAY_SOURCE_MAX_CONNECTIONS',
    type: integer({ min: 1, max: 1_024 }),
    default: 64,
    meaning: 'The most connections to one ministry. What is asked beyond them waits, within its time-out.',
  },
  sourceMaxRetries: {
    variable: 'GATEWAY_SOURCE_MAX_RETRIES',
    type: integer({ min: 0, max: 10 }),
    default: 2,
    meaning:
      'How often a query is sent again, within its time-out, when the connection broke or the ministry is overloaded (429, 502, 503, 504). A mutation never is.',
  },
  circuitMaxFailures: {
    variable: 'GATEWAY_CIRCUIT_MAX_FAILURES',
    type: integer({ min: 1, max: 1_000 }),
    default: 5,
    meaning: 'After so many failed fetches in a row a ministry is left alone: its part of answers is null at once.',
  },
  circuitPauseMs: {
    variable: 'GATEWAY_CIRCUIT_PAUSE_MS',
    type: integer({ min: 1, max: 600_000, unit: 'milliseconds' }),
    default: 500,
    meaning: 'How long a ministry that failed is left alone before one fetch tries whether it is back.',
  },
  signingKeyPath: {
    variable: 'GATEWAY_SIGNING_KEY',
    type: path('the path of a file'),
    default: undefined,
    meaning:
      'The private key that calls to ministries are signed with: Ed25519, a JSON Web Key or PKCS #8 in PEM. The file is watched: a new key is used at once. Ministries find the public keys at `/.well-known/jwks.json`.',
  },
  databaseUrl: {
    variable: 'GATEWAY_DATABASE_URL',
    type: postgresUrl,
    default: undefined,
    meaning:
      'The gateway’s own database, by the login that may write: the primary server, best without a pooler by transaction between. All its processes share it: it holds the ledger, mismatches and questions for statistics. A graph with marks is not served without it.',
  },
  migrationDatabaseUrl: {
    variable: 'GATEWAY_MIGRATION_DATABASE_URL',
    type: postgresUrl,
    default: undefined,
    meaning:
      'The same database by the login that owns the tables. Only `npm run gateway -- migrate`, `npm run ledger -- archive` and `-- erase` use it.',
  },
  ledgerKeyPath: {
    variable: 'GATEWAY_LEDGER_KEY',
    type: path('the path of a file'),
    default: undefined,
    meaning:
      'The private key that checkpoints of the ledger are signed with: Ed25519, a JSON Web Key or PKCS #8 in PEM. All processes over one database have the same. A graph with marks is not served without it.',
  },
  ledgerCheckpointsPath: {
    variable: 'GATEWAY_LEDGER_CHECKPOINTS',
    type: path('the path of a file'),
    default: undefined,
    meaning:
      'The file that checkpoints of the ledger are added to, outside of the database. It is made where there is none. A graph with marks is not served without it.',
  },
  ledgerName: {
    variable: 'GATEWAY_LEDGER_NAME',
    type: name('a name without spaces and `+`, such as a domain and a path'),
    default: 'citizen-graph/ledger',
    meaning: 'What the ledger is called in its checkpoints. Those who verify it know it by name and key.',
  },
  identityMaxMismatches: {
    variable: 'GATEWAY_IDENTITY_MAX_MISMATCHES',
    type: integer({ min: 3, max: 1_000 }),
    default: 10,
    meaning: 'How often a person may name citizens wrongly before their look-ups are locked.',
  },
  identityMaxClientMismatches: {
    variable: 'GATEWAY_IDENTITY_MAX_CLIENT_MISMATCHES',
    type: integer({ min: 3, max: 1_000_000 }),
    default: 1_000,
    meaning: 'The same for all who use one program, and for a program that asks for itself.',
  },
  identityWindowSeconds: {
    variable: 'GATEWAY_IDENTITY_WINDOW_SECONDS',
    type: integer({ min: 1, max: 86_400, unit: 'seconds' }),
    default: 900,
    meaning: 'How long a mismatch is remembered, from the first one on.',
  },
  identityLockSeconds: {
    variable: 'GATEWAY_IDENTITY_LOCK_SECONDS',
    type: integer({ min: 1, max: 86_400, unit: 'seconds' }),
    default: 900,
    meaning: 'How long look-ups are locked.',
  },
  identityDelayMs: {
    variable: 'GATEWAY_IDENTITY_DELAY_MS',
    type: integer({ min: 1, max: 5_000, unit: 'milliseconds' }),
    default: 200,
    meaning:
      'How long it takes to tell a person of their first mismatch; of each further one twice as long, up to 5 s.',
  },
  emergencyMaxLive: {
    variable: 'GATEWAY_EMERGENCY_MAX_LIVE',
    type: integer({ min: 1, max: 1_000, unit: 'accesses' }),
    default: 5,
    meaning: 'How many emergency accesses of an account may be live at a time.',
  },
  emergencyMaxDaily: {
    variable: 'GATEWAY_EMERGENCY_MAX_DAILY',
    type: integer({ min: 1, max: 10_000, unit: 'accesses' }),
    default: 20,
    meaning: 'How many emergency accesses an account may start within 24 hours.',
  },
  sourceTlsCertPath: {
    variable: 'GATEWAY_SOURCE_TLS_CERT',
    type: path('the path of a file'),
    default: undefined,
    meaning: 'The certificate in PEM that the gateway shows to ministries, with those that lead to their CA.',
  },
  sourceTlsKeyPath: {
    variable: 'GATEWAY_SOURCE_TLS_KEY',
    type: path('the path of a file'),
    default: undefined,
    meaning: 'The private key in PEM of that certificate. Both are set, or neither.',
  },
  sourceTlsCaPath: {
    variable: 'GATEWAY_SOURCE_TLS_CA',
    type: path('the path of a file'),
    default: undefined,
    meaning:
      'The CA certificates in PEM that ministries’ certificates have to come from, instead of those that Node knows.',
  },
  batchMaxRepresentations: {
    variable: 'GATEWAY_BATCH_MAX_REPRESENTATIONS',
    type: integer({ min: 1, max: 10_000 }),
    default: 1_000,
    meaning: 'The most entities that one call asks a ministry for. What waits beyond it goes with the next call.',
  },
  batchMaxCalls: {
    variable: 'GATEWAY_BATCH_MAX_CALLS',
    type: integer({ min: 1, max: 64 }),
    default: 4,
    meaning:
      'The most calls at once for the same part of an operation. When all are taken, what comes in waits and goes together.',
  },
  registeredOperationsPath: {
    variable: 'GATEWAY_REGISTERED_OPERATIONS',
    type: path('the path of a folder'),
    default: undefined,
    meaning:
      'The folder of manifests `<client id>.json` of registered operations. It is watched: new ones are used as soon as all can be read.',
  },
  registeredOnlyRoles: {
    variable: 'GATEWAY_REGISTERED_ONLY_ROLES',
    type: setOf(roles),
    default: new Set<Role>(['portal', 'partner']),
    meaning: 'The roles of callers who may run registered operations alone, by their hash.',
  },
  ageOfConsent: {
    variable: 'GATEWAY_AGE_OF_CONSENT',
    type: integer({ min: 1, max: 30, unit: 'years' }),
    default: 16,
    meaning:
      'Below this age a guardian consents for a citizen. The default is from memory and not checked: ask a lawyer.',
  },
  maxBodyBytes: {
    variable: 'GATEWAY_MAX_BODY_BYTES',
    type: integer({ min: 1_024, max: 67_108_864, unit: 'bytes' }),
    default: 262_144,
    meaning: 'The largest request body that is taken from a caller.',
  },
  maxTokens: {
    variable: 'GATEWAY_MAX_TOKENS',
    type: integer({ min: 100, max: 100_000 }),
    default: 10_000,
    meaning: 'The most tokens of a GraphQL document. A comment is one.',
  },
  maxDepth: {
    variable: 'GATEWAY_MAX_DEPTH',
    type: integer({ min: 1, max: 100 }),
    default: 20,
    meaning: 'How many fields of an operation may stand in each other.',
  },
  maxFields: {
    variable: 'GATEWAY_MAX_FIELDS',
    type: integer({ min: 10, max: 20_000 }),
    default: 2_000,
    meaning: 'The most fields that the operations of a document may select, with their fragments written out.',
  },
  maxRepeats: {
    variable: 'GATEWAY_MAX_REPEATS',
    type: integer({ min: 10, max: 1_000 }),
    default: 50,
    meaning: 'How often one field, and how many fragments, may stand at one place of an answer.',
  },
  maxRootFields: {
    variable: 'GATEWAY_MAX_ROOT_FIELDS',
    type: integer({ min: 1, max: 1_000 }),
    default: 50,
    meaning: 'The most fields at the root of an operation.',
  },
  maxAliases: {
    variable: 'GATEWAY_MAX_ALIASES',
    type: integer({ min: 0, max: 10_000 }),
    default: 200,
    meaning: 'The most aliases in a document.',
  },
  maxDirectives: {
    variable: 'GATEWAY_MAX_DIRECTIVES',
    type: integer({ min: 0, max: 10_000 }),
    default: 200,
    meaning: 'The most directives in a document.',
  },
  maxDirectivesPerPlace: {
    variable: 'GATEWAY_MAX_DIRECTIVES_PER_PLACE',
    type: integer({ min: 0, max: 100 }),
    default: 10,
    meaning: 'The most directives on one field, fragment, operation or variable.',
  },
  maxCost: {
    variable: 'GATEWAY_MAX_COST',
    type: integer({ min: 100, max: 100_000_000 }),
    default: 100_000,
    meaning: 'The most that an operation may cost: 1 for each field, for each of the elements that it names.',
  },
  drainTimeoutMs: {
    variable: 'GATEWAY_DRAIN_TIMEOUT_MS',
    type: integer({ min: 0, max: 600_000, unit: 'milliseconds' }),
    default: 10_000,
    meaning: 'How long requests in flight may take to finish after SIGTERM or SIGINT.',
  },
  logLevel: {
    variable: 'GATEWAY_LOG_LEVEL',
    type: oneOf(['debug', 'info', 'warn', 'error', 'silent']),
    default: 'info',
    meaning: 'The least severe log lines that are written. Each answered request is one line at `info`.',
  },
} as const satisfies Record<string, Setting<unknown>>;

type Settings = typeof settings;

/** The checked configuration, frozen. */
export type Config = {
  readonly [Key in keyof Settings]:
    | Exclude<ReturnType<Settings[Key]['type']['parse']>, undefined>
    | Extract<Settings[Key]['default'], undefined>;
};

/**
 * Reads the configuration, once at start. Nothing else in the gateway reads the environment.
 * @throws OperatorError that tells all problems at once: values that do not fit, and `GATEWAY_…` variables that do not exist
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const problems = findUnknownVariables(environment);
  const read = (setting: Setting<unknown>): unknown => {
    const given = environment[setting.variable];
    if (given === undefined) return setting.default;
    const value = setting.type.parse(given);
    if (value === undefined) problems.push(`${setting.variable} must be ${setting.type.form}.`);
    return value;
  };
  const config = Object.fromEntries(Object.entries(settings).map(([key, setting]) => [key, read(setting)]));
  if (problems.length > 0) throw new OperatorError(problems.join('\n'));
  return Object.freeze(config as Config);
}

function findUnknownVariables(environment: NodeJS.ProcessEnv): string[] {
  const known = new Set<string>(Object.values(settings).map(({ variable }) => variable));
  return Object.keys(environment)
    .filter((name) => name.startsWith('GATEWAY_') && !known.has(name))
    .map((name) => `${name} is no variable of the gateway. See docs/config.md.`);
}
