import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openConsents, Refused, type TestConsents } from './support/open-consents.ts';

let consents: TestConsents;

beforeAll(async () => {
  consents = await openConsents();
});

afterAll(async () => {
  await consents.close();
});

const all = ['Citizen.allergies', 'Citizen.email', 'Citizen.phoneNumber'];

type State = 'REQUESTED' | 'REFUSED' | 'GIVEN' | 'WITHDRAWN';

/** What a consent is, as somebody would say who reads the law and not the code. */
interface Model {
  state: State;
  version: number;
  fields: readonly string[];
}

type Step =
  | { readonly kind: 'give'; readonly fields: readonly string[]; readonly days: number; readonly again: boolean }
  | { readonly kind: 'renew'; readonly days: number }
  | { readonly kind: 'refuse' | 'withdraw'; readonly byStranger: boolean };

const days = fc.integer({ min: 1, max: 12 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('give' as const),
    fields: fc.subarray(all, { minLength: 1 }),
    days,
    again: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('renew' as const), days }),
  fc.record({
    kind: fc.constantFrom('refuse' as const, 'withdraw' as const),
    byStranger: fc.integer({ min: 0, max: 4 }).map((number) => number === 0),
  }),
);

/** @returns the code with which the step is refused; undefined where it is done, which changes the model */
function applyToModel(model: Model, asked: readonly string[], next: Step): string | undefined {
  const become = (state: State): undefined => {
    model.version += 1;
    model.state = state;
  };
  switch (next.kind) {
    case 'give':
      if (model.state !== 'REQUESTED') return 'CONSENT_STATE_DIFFERS';
      if (next.fields.some((field) => !asked.includes(field)) || next.days > 10) return 'CONSENT_EXCEEDS';
      model.fields = next.fields;
      return become('GIVEN');
    case 'renew':
      return model.state === 'GIVEN' ? become('GIVEN') : 'CONSENT_STATE_DIFFERS';
    default: {
      if (next.byStranger) return 'CONSENT_UNKNOWN';
      const [from, to] =
        next.kind === 'refuse' ? (['REQUESTED', 'REFUSED'] as const) : (['GIVEN', 'WITHDRAWN'] as const);
      if (model.state === to) return undefined;
      return model.state === from ? become(to) : 'CONSENT_STATE_DIFFERS';
    }
  }
}

async function run(id: string, next: Step): Promise<unknown> {
  const { citizen, give, renew, refuse, withdraw } = consents;
  switch (next.kind) {
    case 'give': {
      const draft = { request: id, fields: next.fields, days: next.days };
      const key = { idempotencyKey: randomUUID() };
      const given = await give(citizen('an'), draft, key);
      if (next.again) expect(await give(citizen('an'), draft, key)).toMatchObject({ version: given.version });
      return given;
    }
    case 'renew':
      return await renew(citizen('an'), id, next.days);
    case 'refuse':
      return await refuse(citizen(next.byStranger ? 'binh' : 'an'), id);
    case 'withdraw':
      return await withdraw(citizen(next.byStranger ? 'binh' : 'an'), id);
  }
}

test('whatever is done to a request, it becomes what the model says, and what is refused changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.subarray(all, { minLength: 1 }), fc.array(step, { maxLength: 7 }), async (asked, steps) => {
      const { id } = await consents.request(consents.clerk, 'an', { scopes: null, fields: asked });
      const model: Model = { state: 'REQUESTED', version: 1, fields: asked };
      for (const next of steps) {
        const refusal = applyToModel(model, asked, next);
        const code = await run(id, next).then(
          () => undefined,
          (error: unknown) => (error instanceof Refused ? error.code : String(error)),
        );
        expect([next.kind, code]).toEqual([next.kind, refusal]);
        const { version, state, fields } = await consents.find(consents.clerk, id);
        expect({ version, state, fields }).toEqual(model);
      }
      // What is left open would be one of too many in the end.
      if (model.state === 'REQUESTED') await consents.refuse(consents.citizen('an'), id);
      if (model.state === 'GIVEN') await consents.withdraw(consents.citizen('an'), id);
    }),
    { numRuns: 40, seed: 20_261_122 },
  );
});
