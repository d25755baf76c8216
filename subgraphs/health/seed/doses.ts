import { AS_OF_DAY, DAYS_PER_YEAR, type Day, toDay } from '../../_kit/people/calendar.ts';
import type { Person } from '../../_kit/people/person.ts';
import type { Random } from '../../_kit/people/random.ts';
import { weighted } from '../../_kit/people/weighted.ts';
import { covidProductWeights } from './vaccines.ts';

/** A dose that a person received. */
export interface Dose {
  readonly disease: string;
  readonly doseNumber: number;
  readonly totalDoses: number;
  readonly productCode: string;
  readonly day: Day;
}

/** What somebody received: the childhood programme for those born since 2020, else the COVID-19 campaign. */
export function drawDoses(random: Random, person: Person): Dose[] {
  const bornOn = toDay(person.dateOfBirth);
  const lastDay = person.dateOfDeath === null ? AS_OF_DAY : toDay(person.dateOfDeath) - 1;
  const doses = bornOn >= CHILDHOOD_RECORDS_FROM ? drawChildhoodDoses(random, bornOn) : drawCovidDoses(random, person);
  return doses.filter(({ day }) => day <= lastDay);
}

/** Since when every newborn is on record; made up. */
const CHILDHOOD_RECORDS_FROM = toDay('2020-01-01');
const CHILDHOOD_COVERAGE = 0.93;

/** Age in days at each dose of the national programme, from memory. */
const childhoodProgramme = [
  { disease: 'HEPATITIS_B', productCode: 'HBVAX', ages: [0] },
  { disease: 'TUBERCULOSIS', productCode: 'BCG', ages: [14] },
  { disease: 'DIPHTHERIA_PERTUSSIS_TETANUS', productCode: 'DPT_VGB_HIB', ages: [60, 91, 122] },
  { disease: 'MEASLES', productCode: 'MVVAC', ages: [274, 548] },
] as const;

function drawChildhoodDoses(random: Random, bornOn: Day): Dose[] {
  if (!random.chance(CHILDHOOD_COVERAGE)) return [];
  return childhoodProgramme.flatMap(({ disease, productCode, ages }) =>
    ages.map((age, i) => ({
      disease,
      doseNumber: i + 1,
      totalDoses: ages.length,
      productCode,
      day: bornOn + age + (age === 0 ? 0 : random.integer(0, 13)),
    })),
  );
}

/** Share vaccinated among those old enough, so that it is 0.78 among all. */
const COVID_COVERAGE = 0.92;

/** Doses of those vaccinated: 1.705 on average. */
const drawCovidDoseCount = weighted([
  [1, 0.4],
  [2, 0.5],
  [3, 0.095],
  [4, 0.005],
]);

const drawCovidProduct = weighted(covidProductWeights);

/** First days of the campaign for adults, for those of 12 to 17 and of 5 to 11 years; from memory. */
const campaign = [
  { fromAge: 18, from: toDay('2021-07-01'), days: 170 },
  { fromAge: 12, from: toDay('2021-11-01'), days: 90 },
  { fromAge: 5, from: toDay('2022-04-18'), days: 120 },
] as const;

function drawCovidDoses(random: Random, person: Person): Dose[] {
  const bornOn = toDay(person.dateOfBirth);
  const wave = campaign.find(({ fromAge, from }) => from - bornOn >= fromAge * DAYS_PER_YEAR);
  const isShown = person.plantedCases.has('SHOWCASE');
  if (wave === undefined || !(isShown || random.chance(COVID_COVERAGE))) return [];

  const count = isShown ? 3 : drawCovidDoseCount(random);
  const totalDoses = Math.max(2, count);
  const doses: Dose[] = [];
  let productCode: string = drawCovidProduct(random);
  let day = wave.from + random.integer(0, wave.days);
  for (let doseNumber = 1; doseNumber <= count; doseNumber++) {
    // The first two doses are of one product, weeks apart; boosters follow months later.
    if (doseNumber === 2) day += random.integer(28, 60);
    if (doseNumber > 2) {
      day += random.integer(100, 200);
      productCode = 'COMIRNATY';
    }
    doses.push({ disease: 'COVID_19', doseNumber, totalDoses, productCode, day });
  }
  return doses;
}
