import {
  buildSchema,
  type DocumentNode,
  defaultFieldResolver,
  defaultTypeResolver,
  execute,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  printSchema,
} from 'graphql';
import type { Path, Variables } from '../../plan/federation/answer.ts';

/** What a caller must be told, and at each place that they are not, why. */
export interface ExpectedAnswer {
  readonly data: unknown;
  readonly errors: readonly ExpectedError[];
}

export interface ExpectedError {
  readonly path: Path;
  readonly code: string;
  /** Of what is withheld. */
  readonly reason?: string;
}

/** What decides on an answer. */
export interface Judge {
  /**
   * A root field's value, from all data.
   * @throws Refused
   */
  readonly resolveRoot: (field: string, args: Readonly<Record<string, unknown>>) => unknown;
  /** @returns why a field is withheld, undefined where it has no mark or may be told */
  readonly reasonFor: (owner: string | undefined, coordinate: string) => string | undefined;
}

/** What becomes of a root field that is refused. */
export class Refused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/**
 * Answers over the whole data, one field after the other, each decided on for the nearest citizen above it. It knows
 * nothing of plans, fetches or verdicts.
 */
export function createOracle(apiSchema: GraphQLSchema) {
  const schema = buildSchema(printSchema(apiSchema));
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = defaultTypeResolver;
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) field.resolve = resolve;
  }
  return async (document: DocumentNode, variableValues: Variables, judge: Judge): Promise<ExpectedAnswer> => {
    const contextValue: Run = { judge, owners: new Map(), withheld: [] };
    const { data, errors = [] } = await execute({ schema, document, variableValues, contextValue });
    const refused = errors.map(({ path = [], originalError, message }): ExpectedError => {
      if (!(originalError instanceof Refused)) throw new Error(message);
      return { path, code: originalError.code };
    });
    const told = JSON.parse(JSON.stringify(data)) as unknown;
    return { data: told, errors: [...refused, ...contextValue.withheld] };
  };
}

interface Run {
  readonly judge: Judge;
  readonly owners: Map<GraphQLResolveInfo['path'], string | undefined>;
  readonly withheld: ExpectedError[];
}

async function resolveRoot(args: Readonly<Record<string, unknown>>, { judge }: Run, info: GraphQLResolveInfo) {
  // All root fields are resolved before anything below them is: so it is known who is asked about.
  return judge.resolveRoot(info.fieldName, args);
}

function resolve(source: unknown, args: Record<string, unknown>, run: Run, info: GraphQLResolveInfo): unknown {
  const { parentType, fieldName, path } = info;
  const owner = parentType.name === 'Citizen' ? personalIdOf(source) : ownerAbove(path, run);
  run.owners.set(path, owner);
  const reason = run.judge.reasonFor(owner, `${parentType.name}.${fieldName}`);
  if (reason !== undefined) {
    run.withheld.push({ path: listSteps(path), code: 'WITHHELD', reason });
    return null;
  }
  if (parentType.name === 'Query') return resolveRoot(args, run, info);
  return defaultFieldResolver(source, args, run, info);
}

function personalIdOf(source: unknown): string {
  return (source as { readonly personalId: string }).personalId;
}

function ownerAbove({ prev }: GraphQLResolveInfo['path'], { owners }: Run): string | undefined {
  for (let path = prev; path; path = path.prev) {
    if (owners.has(path)) return owners.get(path);
  }
  return undefined;
}

function listSteps(path: GraphQLResolveInfo['path']): Path {
  return path.prev ? [...listSteps(path.prev), path.key] : [path.key];
}
