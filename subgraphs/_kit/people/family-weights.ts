export type FamilyPattern =
  | 'ALONE'
  | 'COUPLE'
  | 'PARENTS_AND_CHILDREN'
  | 'LONE_PARENT'
  | 'HEADED_BY_GRANDPARENT'
  | 'HEADED_BY_MIDDLE_GENERATION'
  | 'SIBLINGS';

/** First age of each group of heads; the last one is open. */
export const HEAD_AGE_GROUPS = [15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80] as const;

/**
 * How many of 10,000 households follow each pattern, by the age group of their head. Fitted once to the 5-year age
 * shares, 3.6 people in a household, 49.8 % men and 77.5 % ever married among those of 15 and above; a test holds the
 * outcome, so whoever changes `family.ts` fits these again.
 */
export const FAMILY_WEIGHTS: Readonly<Record<FamilyPattern, readonly number[]>> = {
  ALONE: [55, 60, 39, 29, 0, 0, 0, 26, 39, 40, 53, 58, 65, 142],
  COUPLE: [0, 30, 71, 27, 0, 4, 18, 72, 117, 155, 113, 73, 44, 79],
  PARENTS_AND_CHILDREN: [0, 40, 616, 1009, 854, 811, 782, 587, 320, 69, 44, 0, 0, 0],
  LONE_PARENT: [0, 0, 52, 94, 102, 156, 189, 93, 51, 0, 4, 6, 0, 0],
  HEADED_BY_GRANDPARENT: [0, 0, 0, 0, 0, 0, 21, 190, 314, 286, 187, 104, 85, 140],
  HEADED_BY_MIDDLE_GENERATION: [0, 8, 110, 174, 224, 150, 121, 100, 110, 57, 30, 0, 0, 0],
  SIBLINGS: [10, 112, 154, 31, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
};
