import type { Person } from '../../_kit/people/person.ts';
import type { Random } from '../../_kit/people/random.ts';

/** The grown-ups who came last in each province: those whom the next ones have to do with. */
export interface Neighbours {
  readonly add: (person: Person) => void;
  /** Whether anybody of the province, but of another household, has come. */
  readonly has: (person: Person) => boolean;
  /** At most `count` different people of the province, of other households; fewer while few have come. */
  readonly draw: (random: Random, person: Person, count: number) => Person[];
}

/** Keeps so many of each of the 34 provinces. */
const KEPT = 16;

export function createNeighbours(): Neighbours {
  const byProvince = new Map<string, Person[]>();
  const of = ({ permanentAddress: { provinceSince2025 } }: Person): Person[] => {
    const people = byProvince.get(provinceSince2025.code) ?? [];
    byProvince.set(provinceSince2025.code, people);
    return people;
  };
  const others = (person: Person) => of(person).filter(({ householdId }) => householdId !== person.householdId);
  return {
    add: (person) => {
      const people = of(person);
      people.push(person);
      if (people.length > KEPT) people.shift();
    },
    has: (person) => others(person).length > 0,
    draw: (random, person, count) => {
      const left = others(person);
      const drawn: Person[] = [];
      while (drawn.length < count && left.length > 0) {
        drawn.push(...left.splice(random.integer(0, left.length - 1), 1));
      }
      return drawn;
    },
  };
}
