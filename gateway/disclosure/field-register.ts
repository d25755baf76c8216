import type { Mark } from '../../schema/marks/mark.ts';
import type { Label } from '../../schema/purposes/purpose.ts';
import type { MarkedField } from '../../schema/purposes/purpose-fields.ts';
import { readFieldLabel } from './field-label.ts';

/** A field on which a verdict is passed: one that carries a mark of its own. */
export interface RegisteredField {
  /** Its bit in a `FieldSet`. */
  readonly index: number;
  /** `Citizen.religion` */
  readonly coordinate: string;
  readonly mark: Mark;
  /** The subgraphs that answer it. */
  readonly ministries: readonly string[];
  /** What people call it. */
  readonly label: Label;
}

/** All marked fields of a supergraph. A field that is not here goes with the one that it is reached through. */
export interface FieldRegister {
  /** By index. */
  readonly fields: readonly RegisteredField[];
  readonly find: (coordinate: string) => RegisteredField | undefined;
}

export function createFieldRegister(marked: readonly MarkedField[]): FieldRegister {
  const fields = marked.map(({ coordinate, mark, subgraphs, node }, index): RegisteredField => {
    const label = readFieldLabel(node.description?.value, coordinate);
    return { index, coordinate, mark, ministries: subgraphs, label };
  });
  const byCoordinate = new Map(fields.map((field) => [field.coordinate, field]));
  return { fields, find: (coordinate) => byCoordinate.get(coordinate) };
}
