import type { Mark } from '../../schema/marks/mark.ts';
import type { Marks } from '../../schema/marks/read-marks.ts';

/** A field on which a verdict is passed: one that carries a mark of its own. */
export interface RegisteredField {
  /** Its bit in a `FieldSet`. */
  readonly index: number;
  /** `Citizen.religion` */
  readonly coordinate: string;
  readonly mark: Mark;
}

/** All marked fields of a supergraph. A field that is not here goes with the one that it is reached through. */
export interface FieldRegister {
  /** By index. */
  readonly fields: readonly RegisteredField[];
  readonly find: (coordinate: string) => RegisteredField | undefined;
}

export function createFieldRegister(marks: Marks): FieldRegister {
  const fields = [...marks].map(([coordinate, mark], index): RegisteredField => ({ index, coordinate, mark }));
  const byCoordinate = new Map(fields.map((field) => [field.coordinate, field]));
  return { fields, find: (coordinate) => byCoordinate.get(coordinate) };
}
