import { test } from '@jest/globals';
import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { arbitraryChoices, Choices } from './choices.ts';
import { generateOperation } from './generate-operation.ts';
import { canonicalise } from './operation.ts';
import { runApollo } from './run-apollo.ts';
import { runCompiled } from './run-compiled.ts';
import { createSpoil } from './spoil-answer.ts';
import { loadTestSupergraph } from './test-supergraph.ts';

const same = (a: any, b: any): boolean =>
  a === b ||
  (typeof a === 'number' && String(a) === b) ||
  (a &&
    b &&
    typeof a === 'object' &&
    typeof b === 'object' &&
    Array.isArray(a) === Array.isArray(b) &&
    Object.keys(a).length === Object.keys(b).length &&
    Object.keys(a).every((k) => Object.hasOwn(b, k) && same(a[k], b[k])));
test.each(['shop', 'media'])(
  '%s',
  async (name) => {
    const s = await loadTestSupergraph(name);
    const N = Number(process.env['N'] ?? 300);
    const seed = Number(process.env['S'] ?? 5);
    const oneIn = Number(process.env['ONE'] ?? 12);
    const rub = process.env['RUB'] === '1';
    const fails = process.env['FAILS'] === '1';
    let n = 0,
      thrown = 0,
      d = 0,
      e1 = 0;
    const exs: string[] = [];
    for (const c of fc.sample(arbitraryChoices, { numRuns: N, seed })) {
      const op = generateOperation(s.planner.apiSchema, new Choices(c), 'query');
      const doc0 = parse(op.text);
      if (validate(s.planner.apiSchema, doc0).length) continue;
      const doc = canonicalise(s, doc0);
      const spoil = createSpoil({ seed: c[0]!, oneIn, isRubbish: rub, failsCalls: fails });
      const a = await runApollo(s, doc, op.variables, oneIn ? spoil : undefined);
      const o = await runCompiled(s, doc, op.variables, oneIn ? spoil : undefined);
      n++;
      if (a.data === undefined) {
        thrown++;
        continue;
      }
      const { print } = await import('graphql');
      const ex = (w: string) =>
        exs.push(
          w +
            '\n' +
            print(doc).replace(/\s+/g, ' ') +
            '\n' +
            JSON.stringify(op.variables) +
            '\nA ' +
            JSON.stringify(a) +
            '\nO ' +
            JSON.stringify(o),
        );
      if (!same(a.data, o.data)) {
        d++;
        ex('DATA');
        continue;
      }
      const key = (p: any) => JSON.stringify((p ?? []).filter((x: any) => typeof x === 'string'));
      const ours = new Set(o.errors.map((e) => key(e.path)));
      const theirs = new Set(a.errors.map((e) => key(e.path)));
      const pre = (x: any[], y: any[]) => x.every((v, i) => v === y[i]);
      const missing = a.errors.filter(
        (e) =>
          e.path &&
          !(
            e.code === 'INVALID_GRAPHQL' &&
            o.errors.some((f) => f.path && (pre(f.path as any, e.path as any) || pre(e.path as any, f.path as any)))
          ) &&
          !ours.has(key(e.path)) &&
          !e.path.some((_, i) => ours.has(key(e.path!.slice(0, i)))),
      );
      const extra = o.errors.filter(
        (e) =>
          e.code === 'SOURCE_FAILED' &&
          !theirs.has(key(e.path)) &&
          !a.errors.some((t) => t.path && o.errors && (e.path ?? []).every((x, i) => t.path![i] === x)),
      );
      if (missing.length || extra.length) {
        e1++;
        ex('ERRORS missing ' + JSON.stringify(missing) + ' extra ' + JSON.stringify(extra));
      }
    }
    exs.sort((a, b) => a.length - b.length);
    console.log(JSON.stringify({ n, thrown, d, e1 }), exs.slice(0, 6).join('\n\n'));
  },
  60000,
);
