import { describe, expect, test } from '@jest/globals';
import type { Answer, AnswerError, Path } from './federation/answer.ts';
import { canonicalise } from './federation/operation.ts';
import { forAllOperations, TIMEOUT_MS } from './federation/property.ts';
import { runApollo } from './federation/run-apollo.ts';
import { runCompiled } from './federation/run-compiled.ts';
import { createSpoil, type Harm } from './federation/spoil-answer.ts';
import { loadTestSupergraph } from './federation/test-supergraph.ts';

/*
 * The same plan, run by ApolloGateway's executor and by ours. It is given operations without aliases, since it sends
 * wrong keys when an alias takes a key's name (`canonical-operation.ts`); what else it does otherwise than the
 * specification says is set right in `run-apollo.ts` or below, each time with the reason.
 */
const supergraphs = await Promise.all(['shop', 'media'].map(loadTestSupergraph));

const harms: (Omit<Harm, 'seed'> & { readonly harm: string })[] = [
  { harm: 'all sources are well', oneIn: 0, isRubbish: false, failsCalls: false },
  { harm: 'some values are null, with or without an error', oneIn: 12, isRubbish: false, failsCalls: false },
  { harm: 'some calls fail', oneIn: 50, isRubbish: false, failsCalls: true },
];

describe.each(supergraphs)('$name', (supergraph) => {
  test.each(harms)(
    'is answered as ApolloGateway does when $harm',
    async (harm) => {
      await forAllOperations(supergraph, 'query', 40, async ({ document, variables, chance }) => {
        const canonical = canonicalise(supergraph, document, variables).document;
        const spoil = harm.oneIn === 0 ? undefined : createSpoil({ ...harm, seed: chance });
        const theirs = await runApollo(supergraph, canonical, variables, spoil);
        const ours = await runCompiled(supergraph, canonical, variables, spoil);
        if (sendsUnknownTypes(theirs)) return;
        expect(ours.data).toEqual(theirs.data);
        expect({ ours, missing: theirs.errors.filter((error) => !isTold(error, ours)) }).toEqual({
          ours,
          missing: [],
        });
        expect({ theirs, extra: ours.errors.filter((error) => isNew(error, theirs.errors)) }).toEqual({
          theirs,
          extra: [],
        });
      });
    },
    TIMEOUT_MS,
  );

  test(
    'is answered without a crash when some values are rubbish',
    async () => {
      const harm = { oneIn: 8, isRubbish: true, failsCalls: false };
      await forAllOperations(supergraph, 'query', 40, async ({ document, variables, chance }) => {
        const { data } = await runCompiled(supergraph, document, variables, createSpoil({ ...harm, seed: chance }));
        expect(data).toBeDefined();
      });
    },
    TIMEOUT_MS,
  );
});

/** A plan of Apollo's can ask a subgraph that knows an interface only as an object about types below it: see `representations.ts`. */
function sendsUnknownTypes({ errors }: Answer): boolean {
  return errors.some(({ message }) => message.includes('no object or interface type of that name was found'));
}

/**
 * Whether we tell an error of theirs. Theirs have wrong indexes where the entity before was skipped, and paths into what
 * the caller did not ask for; a call that failed has no path with them, and one for each missing field with us, as an
 * entity that failed has its own path with them, though the caller knows nothing of entities. An entity inside something
 * that became null for another reason, which is told, is not looked at any more.
 */
function isTold({ path, code }: AnswerError, { data, errors: ours }: Pick<Answer, 'data' | 'errors'>): boolean {
  if (path === undefined) return true;
  // Which of several nulls is told first is left open; that the places are right, the test against graphql-js says.
  if (code === 'INVALID_GRAPHQL') return ours.length > 0;
  const names = namesOf(pathToNull(data, path));
  return ours.some((error) => {
    const ourNames = namesOf(error.path ?? []);
    return isStart(ourNames, names) || isStart(names, ourNames);
  });
}

/** The path as far as there is data: to the first null on it, or the whole. */
function pathToNull(data: unknown, path: Path): Path {
  let value = data;
  for (const [depth, step] of path.entries()) {
    if (value === null) return path.slice(0, depth);
    value = (value as Record<string | number, unknown> | undefined)?.[step];
  }
  return path;
}

/** Null propagation is no error of theirs once there is another, so only what the sources told is compared. */
function isNew({ path = [], code, message }: AnswerError, theirs: readonly AnswerError[]): boolean {
  if (code !== 'SOURCE_FAILED') return false;
  return !theirs.some(
    (error) =>
      error.message === message &&
      (!error.path || isTold(error, { data: undefined, errors: [{ path, code, message }] })),
  );
}

function namesOf(path: Path): string[] {
  return path.filter((step) => typeof step === 'string');
}

function isStart(start: readonly string[], path: readonly string[]): boolean {
  return start.every((name, index) => path[index] === name);
}
