import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { reportOverdue } from '../../../gateway/emergency/report-overdue.ts';
import { createLog } from '../../../gateway/log.ts';
import { type Claims, eidLevel, sampleClaims } from '../../support/tokens.ts';
import { until } from '../../support/until.ts';
import { an, guarded, personOf } from '../support/test-graph.ts';
import { type EmergencyHouse, openEmergencyHouse, start, view } from './emergency-house.ts';

let house: EmergencyHouse;

beforeAll(async () => {
  house = await openEmergencyHouse();
});
afterAll(() => house.close());

/** A hospital of a test's own: a clerk, and the officer who reviews what clerks open. */
let hospitals = 0;
function newHospital(): { readonly agency: string; readonly clerk: Claims; readonly officer: Claims } {
  hospitals += 1;
  const agency = `X-hospital-${hospitals}`;
  const of = { agency, agency_kind: 'hospital' };
  const clerk = { ...sampleClaims.clerk, ...of, sub: `nurse-${hospitals}` };
  return { agency, clerk, officer: { ...sampleClaims.officer, ...of, sub: `officer-${hospitals}` } };
}

const TEXT = 'Seen in the log of the emergency room.';
const list = (state: string, page = '') =>
  `{ emergencyReviews(state: ${state}${page}) { accesses { id account reason text dossier review { outcome text } } next } }`;
const review = (id: string, outcome = 'JUSTIFIED', text = TEXT) =>
  `mutation { reviewEmergencyAccess(id: "${id}", outcome: ${outcome}, text: "${text}") { id review { outcome text } } }`;

interface Page {
  readonly accesses: readonly { readonly id: string }[];
  readonly next: string | null;
}
async function listAs(officer: Claims, state: string, page?: string): Promise<Page> {
  const { data } = await house.ask<{ readonly data: { readonly emergencyReviews: Page } }>(officer, list(state, page));
  return data.emergencyReviews;
}
async function startAs(clerk: Claims, personalId = an): Promise<string> {
  const { data } = await house.ask<{ readonly data: { readonly startEmergencyAccess: { readonly id: string } } }>(
    clerk,
    start(personalId),
  );
  return data.startEmergencyAccess.id;
}

describe('the officer of the agency', () => {
  test('finds an access in the queue with what was written, and no citizen, and reviews it', async () => {
    const { clerk, officer } = newHospital();
    const id = await startAs(clerk);

    expect(await listAs(officer, 'WAITING')).toEqual({
      accesses: [
        {
          ...{ id, account: clerk['sub'], reason: 'LIFE_IN_DANGER', dossier: 'E-1', review: null },
          text: 'An accident on the road, and nobody knows the blood group.',
        },
      ],
      next: null,
    });
    const reviewed = { id, review: { outcome: 'JUSTIFIED', text: TEXT } };
    expect(await house.ask(officer, review(id))).toEqual({ data: { reviewEmergencyAccess: reviewed } });
    expect(await listAs(officer, 'WAITING')).toEqual({ accesses: [], next: null });
    expect(await listAs(officer, 'REVIEWED')).toMatchObject({ accesses: [reviewed] });
  });

  test('ends an access that was not justified', async () => {
    const { clerk, officer } = newHospital();
    const id = await startAs(clerk);
    await house.ask(officer, review(id, 'UNJUSTIFIED'));
    expect((await house.ask(clerk, view(an))).errors).toMatchObject([
      { extensions: { code: 'EMERGENCY_ACCESS_REQUIRED' } },
    ]);
  });

  test('says it once: the same again is the same, anything else is refused', async () => {
    const { clerk, officer } = newHospital();
    const id = await startAs(clerk);
    const first = await house.ask(officer, review(id));
    expect(await house.ask(officer, review(id))).toEqual(first);
    for (const other of [review(id, 'UNJUSTIFIED'), review(id, 'JUSTIFIED', 'Another text, which is long enough.')]) {
      expect((await house.ask(officer, other)).errors).toMatchObject([
        { extensions: { code: 'EMERGENCY_ACCESS_REVIEWED' } },
      ]);
    }
  });

  test('sees and reviews nothing of another agency', async () => {
    const id = await startAs(newHospital().clerk);
    const { officer } = newHospital();
    expect(await listAs(officer, 'WAITING')).toEqual({ accesses: [], next: null });
    for (const unknown of [id, 'ae0f5c3e-9a53-4d0d-b3bb-4a3e8f0b7a11', "x' OR true --"]) {
      expect((await house.ask(officer, review(unknown))).errors).toMatchObject([
        { extensions: { code: 'EMERGENCY_ACCESS_UNKNOWN' } },
      ]);
    }
  });

  test('reads a long queue page by page, those first that began first', async () => {
    const { clerk, officer } = newHospital();
    for (const ago of ['3 days', '5 days', '4 days']) await house.addEndedAccess(clerk, an, ago);
    const [all, first] = [await listAs(officer, 'WAITING'), await listAs(officer, 'WAITING', ', first: 2')];
    const second = await listAs(officer, 'WAITING', `, first: 2, after: "${first.next}"`);
    expect([...first.accesses, ...second.accesses]).toEqual(all.accesses);
    expect([all.accesses.length, second.next]).toEqual([3, null]);
    for (const page of [', first: 0', ', first: 101', ', after: "x"']) {
      expect((await house.ask(officer, list('WAITING', page))).errors).toMatchObject([
        { extensions: { code: 'VALUE_INVALID' } },
      ]);
    }
  });

  test('is told which reviews are overdue, and so is the log, without anybody in it', async () => {
    const { agency, clerk, officer } = newHospital();
    await startAs(clerk);
    for (const ago of ['8 days', '9 days']) await house.addEndedAccess(clerk, an, ago);
    expect((await listAs(officer, 'OVERDUE')).accesses).toHaveLength(2);

    const lines: string[] = [];
    const log = createLog({ logLevel: 'info' }, { write: (line) => void lines.push(line) });
    const counts = { countOverdue: async () => new Map([[agency, 2]]) };
    const end = reportOverdue(counts, log, 10);
    await until(() => lines.length > 0);
    end();
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 40, overdue: { [agency]: 2 } });
  });
});

test.each<[string, (hospital: ReturnType<typeof newHospital>) => Claims]>([
  ['a clerk', ({ clerk }) => clerk],
  ['an auditor', ({ officer }) => ({ ...officer, role: 'auditor' })],
  ['an officer who signed in at eID level 1', ({ officer }) => ({ ...officer, acr: eidLevel(1) })],
  ['a citizen', () => sampleClaims.citizen],
])('%s has no queue and reviews nothing', async (_who, claimsOf) => {
  const hospital = newHospital();
  const id = await startAs(hospital.clerk);
  for (const operation of [list('WAITING'), review(id)]) {
    const { errors } = await house.ask(claimsOf(hospital), operation);
    expect(errors).toMatchObject([{ extensions: { code: 'EMERGENCY_REVIEWS_NOT_YOURS' } }]);
  }
});

describe('the citizen', () => {
  interface Own {
    readonly data: { readonly me: { readonly emergencyAccesses: Page } };
  }
  const citizen = (personalId: string): Claims => ({ ...sampleClaims.citizen, personal_id: personalId });
  const query =
    '{ me { emergencyAccesses { accesses { agency reason text opens endsAt review { outcome text } } next } } }';

  test('sees who opened their data, when, why and what it opens, and what came of it', async () => {
    const { agency, clerk, officer } = newHospital();
    await house.ask(officer, review(await startAs(clerk), 'UNJUSTIFIED'));
    const { data } = await house.ask<Own>(citizen(an), query);
    expect(data.me.emergencyAccesses.accesses[0]).toEqual({
      ...{ agency, reason: 'LIFE_IN_DANGER', text: 'An accident on the road, and nobody knows the blood group.' },
      opens: ['Citizen.fullName', 'Citizen.household'],
      endsAt: expect.stringMatching(/Z$/),
      review: { outcome: 'UNJUSTIFIED', text: null },
    });
  });

  test('sees it also when the law protects them, and nobody else’s', async () => {
    const { clerk } = newHospital();
    await startAs(clerk, guarded);
    const { data } = await house.ask<Own>(citizen(guarded), query);
    expect(data.me.emergencyAccesses.accesses).toHaveLength(1);
  });

  test('is the only one who sees it', async () => {
    const { clerk } = newHospital();
    await startAs(clerk);
    const named = `personalId: "${an}", fullName: "${personOf(an).fullName}", dateOfBirth: "${personOf(an).dateOfBirth}"`;
    const { data, errors } = await house.ask(
      sampleClaims.clerk,
      `{ citizen(${named}, purpose: { code: "whole-person", dossier: "T-1" }) { emergencyAccesses { next } } }`,
    );
    expect(data).toEqual({ citizen: { emergencyAccesses: null } });
    expect(errors).toMatchObject([{ extensions: { code: 'WITHHELD', reason: 'NOT_IN_PURPOSE' } }]);
  });
});

test.each([
  ['a Monday', '2026-06-01T10:00:00Z', '2026-06-03T17:00:00Z'],
  ['a Wednesday', '2026-06-03T10:00:00Z', '2026-06-05T17:00:00Z'],
  ['a Thursday', '2026-06-04T10:00:00Z', '2026-06-08T17:00:00Z'],
  ['a Friday', '2026-06-05T10:00:00Z', '2026-06-09T17:00:00Z'],
  ['a Saturday', '2026-06-06T10:00:00Z', '2026-06-09T17:00:00Z'],
  ['a Sunday', '2026-06-07T10:00:00Z', '2026-06-09T17:00:00Z'],
  ['a Sunday in UTC that is a Monday in Vietnam', '2026-06-07T17:00:00Z', '2026-06-10T17:00:00Z'],
])('an access of %s is to be reviewed by the end of the second working day after', async (_day, moment, due) => {
  const { rows } = await house.asOwner('SELECT end_of_second_working_day($1::timestamptz) AS due', [moment]);
  expect(rows).toEqual([{ due: new Date(due) }]);
});
