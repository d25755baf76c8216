import { type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';
import type { Mark } from '../../schema/marks/mark.ts';
import type { Marks } from '../../schema/marks/read-marks.ts';
import type { Label } from '../../schema/purposes/purpose.ts';
import { readFieldLabel } from './field-label.ts';

/** A field on which a verdict is passed: one that carries a mark of its own. */
export interface RegisteredField {
  /** Its bit in a `FieldSet`. */
  readonly index: number;
  /** `Citizen.religion` */
  readonly coordinate: string;
  readonly mark: Mark;
  /** What people call it. */
  readonly label: Label;
}

/** All marked fields of a supergraph. A field that is not here goes with the one that it is reached through. */
export interface FieldRegister {
  /** By index. */
  readonly fields: readonly RegisteredField[];
  readonly find: (coordinate: string) => RegisteredField | undefined;
}

/** @param schema  has the marked fields, with their descriptions */
export function createFieldRegister(marks: Marks, schema: GraphQLSchema): FieldRegister {
  const fields = [...marks].map(([coordinate, mark], index): RegisteredField => {
    const label = readFieldLabel(findDescription(coordinate, schema), coordinate);
    return { index, coordinate, mark, label };
  });
  const byCoordinate = new Map(fields.map((field) => [field.coordinate, field]));
  return { fields, find: (coordinate) => byCoordinate.get(coordinate) };
}

function findDescription(coordinate: string, schema: GraphQLSchema): string | null | undefined {
  const [typeName = '', fieldName = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName]?.description : undefined;
}
