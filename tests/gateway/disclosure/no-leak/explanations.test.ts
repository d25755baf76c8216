import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryChoices, Choices } from '../../plan/federation/choices.ts';
import { propertyRuns, TIMEOUT_MS } from '../../plan/federation/property.ts';
import { ask } from './ask.ts';
import { callers } from './callers.ts';
import { openCity } from './city/open-city.ts';
import { judge, mayState } from './rules.ts';
import type { World } from './world.ts';

let city: World;
beforeAll(async () => {
  city = await openCity();
});
afterAll(() => city.close());

test(
  'an explanation says of every field what the rules say, asks no ministry for it, and tells nothing of who is protected',
  async () => {
    const property = fc.asyncProperty(arbitraryChoices, (numbers) => checkExplanation(new Choices(numbers)));
    await fc.assert(property, propertyRuns(60));
  },
  TIMEOUT_MS,
);

async function checkExplanation(choices: Choices): Promise<void> {
  const caller = choices.of(callers.filter(({ role }) => role === 'clerk' || role === 'partner'));
  const purpose = choices.of([...city.purposes.values()].filter((one) => mayState(one, caller)));
  const { legacyId: _, ...named } = choices.of(choices.of(city.population.families));
  city.takeAsked();
  const text = await ask(city, {
    caller,
    self: named.personalId,
    text: QUERY,
    variables: { ...named, purpose: { code: purpose.code, dossier: 'T-1' } },
  });
  const asked = city.takeAsked().flatMap(({ coordinates }) => [...coordinates]);
  const { data, errors } = JSON.parse(text) as ExplainedBody;
  const bearer = city.population.find(named.personalId);
  const context = JSON.stringify({ caller, purpose: purpose.code, named });
  expect([context, asked.filter((coordinate) => city.marks.has(coordinate) && !isLookedUp(coordinate))]).toEqual([
    context,
    [],
  ]);
  if (!bearer || bearer.isProtected) {
    expect([context, data?.explain, errors]).toMatchObject([
      context,
      null,
      [{ extensions: { code: 'IDENTITY_MISMATCH' } }],
    ]);
    return;
  }

  const subjects = new Set([bearer.personalId]);
  const judgeSubject = (coordinate: string) =>
    judge({ caller, purpose, subjects }, city, bearer.personalId, coordinate);
  // A relative of whom nothing is known: nobody's consent, and nothing against telling.
  const nobodyConsents = { ...city, consents: [], population: { ...city.population, find: () => STRANGER } };
  const judgeRelative = (coordinate: string) =>
    judge({ caller, purpose, subjects }, nobodyConsents, STRANGER.personalId, coordinate);
  for (const [people, judgeField] of [
    ['subject', judgeSubject],
    ['relatives', judgeRelative],
  ] as const) {
    const explained = data?.explain?.[people].map(
      ({ field, verdict, reason }) => `${field.coordinate} ${verdict === 'WITHHELD' ? reason : 'open'}`,
    );
    const ofPeople = [...city.marks.keys()].filter((coordinate) => !/^(Query|Mutation)\./.test(coordinate));
    const wanted = ofPeople.map((coordinate) => `${coordinate} ${judgeField(coordinate) ?? 'open'}`);
    expect([context, people, explained?.sort()]).toEqual([context, people, wanted.sort()]);
  }
}

const STRANGER = {
  personalId: '001090999901',
  personalIds: ['001090999901'],
  fullName: null,
  dateOfBirth: null,
  isProtected: false,
  source: {},
};

const QUERY = `query ($personalId: PersonalId!, $fullName: String!, $dateOfBirth: PartialDate!, $purpose: PurposeInput!) {
  explain(personalId: $personalId, fullName: $fullName, dateOfBirth: $dateOfBirth, purpose: $purpose) {
    subject { field { coordinate } verdict reason }
    relatives { field { coordinate } verdict reason }
  }
}`;

interface ExplainedBody {
  readonly data?: { readonly explain: Readonly<Record<'subject' | 'relatives', readonly ExplainedField[]>> | null };
  readonly errors?: unknown;
}

interface ExplainedField {
  readonly field: { readonly coordinate: string };
  readonly verdict: string;
  readonly reason: string | null;
}

/** Who somebody is, the gateway looks up whatever is asked. */
function isLookedUp(coordinate: string): boolean {
  return /^Citizen\.(fullName|dateOfBirth|sex|dateOfDeath|isProtected|supersededBy|supersededPersonalIds)$/.test(
    coordinate,
  );
}
