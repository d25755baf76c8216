import { test } from '@jest/globals';
import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { arbitraryChoices, Choices } from './choices.ts';
import { generateOperation } from './generate-operation.ts';
import { runApollo, runCompiled, runMonolith } from './run-operation.ts';
import { loadTestSupergraph } from './test-supergraph.ts';

test.each(['shop', 'media'])(
  '%s',
  async (name) => {
    const s = await loadTestSupergraph(name);
    let bad = 0;
    const reasons: Record<string, number> = {};
    let bytes = 0,
      errs = 0;
    const t = { plan: 0, c: 0, a: 0, m: 0 };
    const crash: Record<string, number> = {};
    let diffA = 0,
      diffM = 0;
    const exs: string[] = [];
    for (const c of fc.sample(arbitraryChoices, { numRuns: 300, seed: 5 })) {
      const op = generateOperation(s.planner.apiSchema, new Choices(c), 'query');
      const doc = parse(op.text);
      const e = validate(s.planner.apiSchema, doc);
      if (e.length) {
        bad++;
        const k = e[0]!.message.replace(/"[^"]*"/g, '_').slice(0, 80);
        reasons[k] = (reasons[k] ?? 0) + 1;
        continue;
      }
      try {
        let t0 = performance.now();
        const m = await runMonolith(s, doc, op.variables);
        t.m += performance.now() - t0;
        if (m.errors.length) errs++;
        t0 = performance.now();
        s.planner.plan(doc, undefined);
        t.plan += performance.now() - t0;
        t0 = performance.now();
        const a = await runApollo(s, doc, op.variables);
        t.a += performance.now() - t0;
        t0 = performance.now();
        const o = await runCompiled(s, doc, op.variables);
        t.c += performance.now() - t0;
        bytes += JSON.stringify(m.data).length;
        if (JSON.stringify(o.data) !== JSON.stringify(m.data)) {
          diffM++;
          exs.push(
            op.text +
              '\n' +
              JSON.stringify(op.variables) +
              '\nM ' +
              JSON.stringify(m) +
              '\nO ' +
              JSON.stringify(o) +
              '\nA ' +
              JSON.stringify(a),
          );
        }
        if (JSON.stringify(o.data) !== JSON.stringify(a.data)) {
          diffA++;
        }
      } catch (x: any) {
        const k = String(x.message ?? x).slice(0, 150);
        if (!crash[k]) console.log(k, op.text, JSON.stringify(op.variables), x.stack);
        crash[k] = (crash[k] ?? 0) + 1;
      }
    }
    exs.sort((a, b) => a.length - b.length);
    console.log(
      JSON.stringify({ bad, reasons, bytes, errs, t, crash, diffA, diffM }, null, 1),
      exs.slice(0, 3).join('\n\n'),
    );
  },
  60000,
);
