import { AS_OF_DAY, DAYS_PER_YEAR, type Day } from './calendar.ts';
import { FAMILY_WEIGHTS, type FamilyPattern, HEAD_AGE_GROUPS } from './family-weights.ts';
import type { Person, RelationToHead, Sex } from './person.ts';
import type { Random } from './random.ts';
import { weighted } from './weighted.ts';

/** A member of a family that has a life, but no name or number yet. */
export interface Kin {
  readonly sex: Sex;
  readonly bornOn: Day;
  readonly relation: RelationToHead;
  maritalStatus: Person['maritalStatus'];
  diedOn: Day | null;
  father: Kin | null;
  mother: Kin | null;
  spouse: Kin | null;
}

/**
 * Draws the people of one household, the head first. Parents are at least 16 years older than their children, husbands
 * at least 20 and wives 18; how often each pattern comes up with a head of each age makes the age shares come out.
 */
export function drawFamily(random: Random): Kin[] {
  const { pattern, fromAge } = drawPattern(random);
  return drawFamilyOf(random, pattern, drawAge(random, fromAge));
}

/** A family of the pattern whose head is `headAge` years old. */
export function drawFamilyOf(random: Random, pattern: FamilyPattern, headAge: number): Kin[] {
  switch (pattern) {
    case 'ALONE':
      return [drawSingle(random, headAge)];
    case 'COUPLE':
      return withDeaths(random, drawCouple(random, headAge, 'HEAD', 'SPOUSE'));
    case 'PARENTS_AND_CHILDREN': {
      const couple = drawCouple(random, headAge, 'HEAD', 'SPOUSE');
      return [...couple, ...drawChildren(random, couple, 'CHILD')];
    }
    case 'LONE_PARENT':
      return drawLoneParent(random, headAge);
    case 'HEADED_BY_GRANDPARENT':
      return drawUnderGrandparent(random, headAge);
    case 'HEADED_BY_MIDDLE_GENERATION':
      return drawUnderMiddleGeneration(random, headAge);
    case 'SIBLINGS':
      return drawSiblings(random, headAge);
  }
}

/** One grown-up who lives alone, to fill a number up. */
export function drawLoner(random: Random): Kin {
  return drawSingle(random, random.integer(20, 60));
}

const drawPattern = weighted(
  Object.entries(FAMILY_WEIGHTS).flatMap(([pattern, weights]) =>
    weights.map(
      (weight, i) => [{ pattern: pattern as FamilyPattern, fromAge: HEAD_AGE_GROUPS[i] ?? 20 }, weight] as const,
    ),
  ),
);

/** An age in the five years from `fromAge`; the last group, from 80, thins out to 100. */
function drawAge(random: Random, fromAge: number): number {
  if (fromAge >= 80) return fromAge + Math.min(20, Math.floor(-5 * Math.log(1 - random.next())));
  return random.integer(Math.max(18, fromAge), fromAge + 4);
}

function createKin(random: Random, kin: Pick<Kin, 'sex' | 'relation'> & Partial<Kin>, age: number): Kin {
  return {
    bornOn: AS_OF_DAY - Math.ceil(age * DAYS_PER_YEAR) - random.integer(0, 363),
    maritalStatus: 'SINGLE',
    diedOn: null,
    father: null,
    mother: null,
    spouse: null,
    ...kin,
  };
}

function drawSingle(random: Random, age: number): Kin {
  const sex = random.chance(age < 50 ? 0.56 : 0.36) ? 'MALE' : 'FEMALE';
  return createKin(random, { sex, relation: 'HEAD', maritalStatus: drawUnmarriedStatus(random, age) }, age);
}

function drawUnmarriedStatus(random: Random, age: number): Kin['maritalStatus'] {
  if (age < 25) return 'SINGLE';
  if (random.chance(Math.max(0.08, 1.7 - age / 25))) return 'SINGLE';
  return random.chance((age - 25) / 50) ? 'WIDOWED' : 'DIVORCED';
}

/** A married couple; the elder's role goes to the husband in three of four. */
function drawCouple(random: Random, headAge: number, headRole: RelationToHead, spouseRole: RelationToHead): [Kin, Kin] {
  const headSex = random.chance(0.75) ? 'MALE' : 'FEMALE';
  const head = createKin(random, { sex: headSex, relation: headRole }, Math.max(headAge, headSex === 'MALE' ? 20 : 18));
  return [head, marry(random, head, spouseRole)];
}

/** Makes a spouse: husbands are some three years older. */
function marry(random: Random, person: Kin, relation: RelationToHead): Kin {
  const gap = random.integer(-1, 5) + random.integer(0, 2);
  const age = ageOf(person) + (person.sex === 'MALE' ? -gap : gap);
  const sex = person.sex === 'MALE' ? 'FEMALE' : 'MALE';
  const spouse = createKin(
    random,
    { sex, relation, maritalStatus: 'MARRIED', spouse: person },
    Math.max(age, sex === 'MALE' ? 20 : 18),
  );
  person.spouse = spouse;
  person.maritalStatus = 'MARRIED';
  return spouse;
}

/** The couple's children who still live at home, the eldest first. */
function drawChildren(random: Random, parents: readonly Kin[], relation: RelationToHead): Kin[] {
  const mother = parents.find((parent) => parent.sex === 'FEMALE') ?? null;
  const father = parents.find((parent) => parent.sex === 'MALE') ?? null;
  // A lone father's children are timed by the mother who is not there.
  const motherBornOn = mother?.bornOn ?? (father?.bornOn ?? AS_OF_DAY) + 3 * DAYS_PER_YEAR;
  const children: Kin[] = [];
  let age = 19 + random.integer(0, 6) + random.integer(0, 6);
  for (let left = drawChildCount(random); left > 0 && age <= 44; left--, age += random.integer(2, 7)) {
    const bornOn = Math.floor(motherBornOn + (age + random.next()) * DAYS_PER_YEAR);
    if (bornOn > AS_OF_DAY) break;
    if (father !== null && bornOn - father.bornOn < 18 * DAYS_PER_YEAR) continue;
    if (!random.chance(chanceAtHome((AS_OF_DAY - bornOn) / DAYS_PER_YEAR))) continue;
    const sex = random.chance(0.525) ? 'MALE' : 'FEMALE';
    children.push({ ...createKin(random, { sex, relation, father, mother }, 0), bornOn });
  }
  return children;
}

const drawChildCount = weighted([
  [1, 0.19],
  [2, 0.54],
  [3, 0.2],
  [4, 0.07],
]);

function chanceAtHome(age: number): number {
  if (age < 18) return 1;
  if (age < 25) return 0.85;
  if (age < 30) return 0.55;
  return age < 40 ? 0.2 : 0.04;
}

function drawLoneParent(random: Random, headAge: number): Kin[] {
  const sex = random.chance(0.75) ? 'FEMALE' : 'MALE';
  const maritalStatus =
    headAge >= 22 && random.chance(0.9) ? (random.chance(headAge / 90) ? 'WIDOWED' : 'DIVORCED') : 'SINGLE';
  const head = createKin(random, { sex, relation: 'HEAD', maritalStatus }, headAge);
  return [head, ...drawChildren(random, [head], 'CHILD')];
}

/** Grandparents, a married child of theirs who stayed, and that child's family. */
function drawUnderGrandparent(random: Random, headAge: number): Kin[] {
  const elders = drawElders(random, headAge, 'HEAD', 'SPOUSE');
  const [mother, father] = parentsAmong(elders);
  const stayed = createKin(
    random,
    { sex: random.chance(0.75) ? 'MALE' : 'FEMALE', relation: 'CHILD', father, mother },
    youngestElder(elders) - 19 - random.integer(0, 5) - random.integer(0, 6),
  );
  if (ageOf(stayed) < 21) return elders;
  const inLaw = marry(random, stayed, 'OTHER');
  return [...withDeaths(random, elders), stayed, inLaw, ...drawChildren(random, [stayed, inLaw], 'GRANDCHILD')];
}

/** A couple with their children, and a parent or both parents of the head. */
function drawUnderMiddleGeneration(random: Random, headAge: number): Kin[] {
  const couple = drawCouple(random, headAge, 'HEAD', 'SPOUSE');
  const [head] = couple;
  const elders = drawElders(random, ageOf(head) + 19 + random.integer(0, 5) + random.integer(0, 6), 'PARENT', 'PARENT');
  const [mother, father] = parentsAmong(elders);
  head.mother = mother;
  head.father = father;
  return [...couple, ...drawChildren(random, couple, 'CHILD'), ...withDeaths(random, elders)];
}

/** A couple or, the older the likelier, the one who is left. The younger of the two is about `age`. */
function drawElders(random: Random, age: number, role: RelationToHead, spouseRole: RelationToHead): Kin[] {
  if (random.chance(Math.min(0.9, Math.max(0.1, (age - 45) / 45)))) {
    const sex = random.chance(0.66) ? 'FEMALE' : 'MALE';
    return [createKin(random, { sex, relation: role, maritalStatus: 'WIDOWED' }, Math.min(age, 100))];
  }
  const wife = createKin(random, { sex: 'FEMALE', relation: spouseRole }, age);
  const husband = marry(random, wife, role);
  return [husband, wife];
}

function parentsAmong(elders: readonly Kin[]): [mother: Kin | null, father: Kin | null] {
  return [elders.find((elder) => elder.sex === 'FEMALE') ?? null, elders.find((elder) => elder.sex === 'MALE') ?? null];
}

function youngestElder(elders: readonly Kin[]): number {
  return Math.min(...elders.map(ageOf));
}

/** Young people from one home who share a flat. */
function drawSiblings(random: Random, headAge: number): Kin[] {
  const siblings = [createKin(random, { sex: drawSex(random), relation: 'HEAD' }, headAge)];
  for (let left = random.integer(1, 2), age = headAge; left > 0; left--) {
    age -= random.integer(1, 4);
    if (age >= 15) siblings.push(createKin(random, { sex: drawSex(random), relation: 'SIBLING' }, age));
  }
  return siblings;
}

function drawSex(random: Random): Sex {
  return random.chance(0.5) ? 'MALE' : 'FEMALE';
}

/** In some old couples one, not the head, has died in the last five years; the register keeps both. */
function withDeaths(random: Random, couple: Kin[]): Kin[] {
  const [survivor, dead] = couple;
  if (survivor && dead && ageOf(dead) >= 60 && random.chance(0.2)) {
    dead.diedOn = AS_OF_DAY - random.integer(1, 5 * 365);
    dead.spouse = null;
    survivor.spouse = null;
    survivor.maritalStatus = 'WIDOWED';
  }
  return couple;
}

function ageOf({ bornOn }: Kin): number {
  return Math.floor((AS_OF_DAY - bornOn) / DAYS_PER_YEAR);
}
