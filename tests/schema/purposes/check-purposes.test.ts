import { describe, expect, test } from '@jest/globals';
import { printProblem } from '../../../schema/composition/problem.ts';
import { readSupergraph } from '../../../schema/composition/supergraph.ts';
import { checkPurposes } from '../../../schema/purposes/check-purposes.ts';
import { readPurposes } from '../../../schema/purposes/read-purposes.ts';
import { citizenWith, ministry, supergraphOf } from '../composition/support/small-graphs.ts';
import { purposeWith, withPurposeFolder } from './support/purpose-folder.ts';

const supergraph = readSupergraph(
  supergraphOf(
    ministry(
      'registry',
      `${citizenWith(`
        "Name. (Tên.)" name: String @personal(scope: "person.name", class: BASIC)
        "Religion. (Tôn giáo.)" religion: String @personal(scope: "person.religion", class: SENSITIVE)
        "Mother. (Mẹ.)" mother: Citizen @personal(scope: "person.family", class: BASIC)
        "Home. (Nhà.)" home: Home @personal(scope: "person.home", class: BASIC)
        "Crimes. (Án.)" crimes: [String!] @personal(scope: "person.crimes", class: RESTRICTED)
      `)}
      "A home. (Nhà.)" type Home {
        "Town. (Xã.)" town: String
        "Value. (Giá.)" value: Int @personal(scope: "home.value", class: SENSITIVE)
        "Pets. (Thú.)" pet: Pet
        "Guest. (Khách.)" guest: Guest @personal(scope: "home.guests", class: BASIC)
      }
      "A guest. (Khách.)" type Guest { "Who. (Ai.)" citizen: Citizen }
      "A pet. (Thú nuôi.)" union Pet = Dog
      "A dog. (Chó.)" type Dog { "Chip. (Số.)" chip: String @personal(scope: "home.pets", class: BASIC) }`,
    ),
  ),
);

const ceiling = { consentCeiling: { maxDays: 30, eidLevel: 2 } };

/** What is wrong with a purpose that differs so from a right one. */
function problemsOf(changes: object, authorities: object = {}): string[] {
  const purposes = withPurposeFolder({ catalogue: { trial: purposeWith(changes) }, authorities }, readPurposes);
  return checkPurposes(purposes, supergraph).map(printProblem);
}

describe('checkPurposes', () => {
  test('takes fields, scopes, and nested fields whose way is open', () => {
    const subject = ['Citizen.name', 'person.family', 'Citizen.home', 'Home.value', 'home.pets', 'Home.guest'];
    expect(problemsOf({ byLaw: { subject, relatives: ['Citizen.name', 'Citizen.home'] } })).toEqual([]);
  });

  test('refuses a field that is not there, and one without a mark of its own', () => {
    for (const selector of ['Citizen.colour', 'Home.town', 'person.colour']) {
      expect(problemsOf({ compares: [selector] })).toEqual([
        expect.stringContaining(`catalogue/trial.yaml: compares names ${selector}, and the graph has no`),
      ]);
    }
  });

  test('refuses what can be read only through something that is closed', () => {
    expect(problemsOf({ byLaw: { subject: ['Home.value'] } })).toEqual([
      expect.stringContaining('catalogue/trial.yaml: byLaw.subject opens Home.value, and nothing that leads to it.'),
    ]);
  });

  test('takes a way by law to what consent opens, and refuses a way by consent to what the law opens', () => {
    const home = { subject: ['Citizen.home'] };
    const value = { subject: ['Home.value'] };
    expect(problemsOf({ byLaw: home, byConsent: value, ...ceiling })).toEqual([]);
    expect(problemsOf({ byLaw: value, byConsent: home, ...ceiling })).toEqual([
      expect.stringContaining('byLaw.subject opens Home.value, and nothing that leads to it.'),
    ]);
  });

  test('refuses relatives who lead on to further people, straight or through what has no mark', () => {
    for (const way of ['Citizen.mother', 'Home.guest']) {
      expect(problemsOf({ byLaw: { relatives: ['Citizen.home', way] } })).toEqual([
        expect.stringContaining(`byLaw.relatives opens ${way}, which leads from a relative on to others`),
      ]);
    }
  });

  test('refuses to ask consent for what is open by law', () => {
    const name = { subject: ['Citizen.name'] };
    expect(problemsOf({ byLaw: name, byConsent: name, ...ceiling })).toEqual([
      expect.stringContaining('byConsent.subject opens Citizen.name, which byLaw.subject opens.'),
    ]);
  });

  test('opens restricted data to its authority and to nobody else', () => {
    const byLaw = { subject: ['Citizen.crimes'] };
    const to = (...agencies: string[]) => ({ recipients: [{ role: 'clerk', agencies, eidLevel: 2 }] });
    const authorities = { 'person.crimes': ['court', 'police'] };
    expect(problemsOf({ byLaw, ...to('court') }, authorities)).toEqual([]);
    for (const [recipients, permitted] of [
      [to('court', 'bank'), authorities],
      [to('court'), {}],
      [{ recipients: [{ role: 'citizen', eidLevel: 2 }] }, authorities],
    ] as const) {
      expect(problemsOf({ byLaw, ...recipients }, permitted)).toEqual([
        expect.stringContaining('byLaw opens Citizen.crimes, which is restricted to'),
      ]);
    }
  });

  test('opens restricted data by no consent', () => {
    const byConsent = { subject: ['Citizen.crimes'] };
    expect(problemsOf({ byConsent, ...ceiling }, { 'person.crimes': ['one-stop-shop'] })).toEqual([
      expect.stringContaining('byConsent opens Citizen.crimes, which no consent can open.'),
    ]);
  });

  test('opens all but restricted data to an own view', () => {
    expect(problemsOf({ kind: 'own-view', byLaw: { subject: ['*'] } })).toEqual([]);
  });

  test('refuses an authority for a scope that is not restricted', () => {
    expect(problemsOf({}, { 'person.name': ['court'] })).toEqual([
      expect.stringContaining('authorities.yaml names person.name'),
    ]);
  });
});
