import type { Consent } from '../../../gateway/consents/active/active-consents.ts';
import type { FieldRegister, RegisteredField } from '../../../gateway/disclosure/field-register.ts';
import { FieldSet } from '../../../gateway/disclosure/field-set.ts';
import type { Masks } from '../../../gateway/disclosure/masks.ts';
import { Verdicts } from '../../../gateway/disclosure/verdicts.ts';
import type { MicroTask } from './micro-task.ts';

const FIELDS = 40;
const DECISIONS = 100;

export const decideTask: MicroTask = {
  name: 'decide',
  what: `a verdict passed on a citizen by two consents in memory, and ${FIELDS} fields looked up in it`,

  async open() {
    const verdicts = new Verdicts(createRegister());
    const masks = createMasks();
    const consents = createConsents();
    const use = { agency: 'B-1', purpose: 'loan', maxMs: 365 * DAY_MS };
    let openFields = 0;
    return {
      count: DECISIONS,
      run: () => {
        for (let decision = 0; decision < DECISIONS; decision++) {
          const { open } = verdicts.byConsent(masks, consents, use, Date.now());
          for (let index = 0; index < FIELDS; index++) if (open.has(index)) openFields++;
        }
        if (openFields === 0) throw new Error('A decision opens something');
        return undefined;
      },
    };
  },
};

const DAY_MS = 86_400_000;

function createRegister(): FieldRegister {
  const fields = Array.from({ length: 200 }, (_, index): RegisteredField => {
    const name = `field${index}`;
    return {
      index,
      coordinate: `Citizen.${name}`,
      mark: { scope: 'some.scope', class: 'BASIC' },
      ministries: [],
      label: { vi: name, en: name },
    };
  });
  const byCoordinate = new Map(fields.map((field) => [field.coordinate, field]));
  return { fields, find: (coordinate) => byCoordinate.get(coordinate) };
}

/** A third of the fields each: by law, by consent, closed. */
function createMasks(): Masks {
  const every = (rest: number): FieldSet =>
    FieldSet.of(Array.from({ length: 200 }, (_, index) => index).filter((index) => index % 3 === rest));
  return { byLaw: every(0), byConsent: every(1), reasonFor: () => 'NOT_IN_PURPOSE' };
}

function createConsents(): readonly Consent[] {
  const now = Date.now();
  return [1, 4].map((first) => ({
    id: `consent-${first}`,
    version: 1,
    agency: 'B-1',
    purpose: 'loan',
    fields: new Set(Array.from({ length: 10 }, (_, index) => `Citizen.field${first + index * 6}`)),
    state: 'given',
    validFrom: now - 1_000,
    validUntil: now + DAY_MS,
  }));
}
