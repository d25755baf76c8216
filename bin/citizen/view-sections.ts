import {
  type GraphQLFormattedError,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isObjectType,
} from 'graphql';
import type { CitizenView } from './ask-gateway.ts';
import { formatLeaf, labelOf, titleOf } from './labels.ts';
import { getCitizenType } from './view-query.ts';
import { isWithheld, listWithheld } from './withheld.ts';

/** A part of the view under a title of its own. */
export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
  /** What a list holds, a line for each item. */
  readonly table: Table | undefined;
  readonly sections: readonly Section[];
}

export interface Row {
  readonly label: string;
  readonly value: string;
  /** Whether the value is an error code that says why there is none. */
  readonly isMissing: boolean;
}

export interface Table {
  readonly columns: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

type Item = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** Stands for a value that is null. */
export const NOTHING = '–';

/** An object with no more leaves than this is told in one line. */
const MAX_INLINE_LEAVES = 4;

/**
 * Arranges a view: what fits a line as rows, records and lists as sections below them, in the order of the schema. What is
 * withheld comes last, in a section of its own: it is no fault.
 */
export function arrange({ schema, citizen, errors }: CitizenView): Section {
  const type = getCitizenType(schema);
  const { sections, ...view } = arrangeItem(titleOf(type), type, citizen, []);
  const withheld = listWithheld(errors).map(
    ({ fields, reason }): Row => ({ label: fields.map(labelOf).join(', '), value: reason, isMissing: false }),
  );
  const last: Section = { title: 'Withheld · Không cung cấp', rows: withheld, table: undefined, sections: [] };
  return { ...view, sections: withheld.length > 0 ? [...sections, last] : sections };

  function arrangeItem(title: string, type: GraphQLObjectType, item: Item, path: Path): Section {
    const rows: Row[] = [];
    const sections: Section[] = [];
    for (const field of Object.values(type.getFields())) {
      const value = item[field.name];
      const fieldPath = [...path, field.name];
      const named = concreteType(getNamedType(field.type), value);
      if (value === undefined) continue;
      if (Array.isArray(value) && value.length > 0 && isObjectType(named)) {
        sections.push({ title: titleOf(field), rows: [], table: arrangeTable(named, value), sections: [] });
      } else if (isItem(value) && isObjectType(named) && countLeaves(named, value) > MAX_INLINE_LEAVES) {
        sections.push(arrangeItem(titleOf(field), named, value, fieldPath));
      } else {
        const error = value === null ? findError(fieldPath) : undefined;
        if (error && isWithheld(error)) continue;
        const code = error && String(error.extensions?.['code'] ?? error.message);
        rows.push({ label: labelOf(field.name), value: code ?? inline(named, value), isMissing: code !== undefined });
      }
    }
    return { title, rows, table: undefined, sections };
  }

  /** Columns that hold nothing in any line are left out. */
  function arrangeTable(type: GraphQLObjectType, items: readonly Item[]): Table {
    const fields = Object.values(type.getFields()).filter(({ name }) => items.some((item) => !isEmpty(item[name])));
    return {
      columns: fields.map(({ name }) => labelOf(name)),
      lines: items.map((item) => fields.map((field) => inline(getNamedType(field.type), item[field.name]))),
    };
  }

  function inline(type: GraphQLNamedType, value: unknown): string {
    if (value === null || value === undefined) return NOTHING;
    if (Array.isArray(value)) return value.map((item) => inline(type, item)).join('; ') || 'none';
    if (isLeafType(type)) return formatLeaf(type, value);
    const concrete = concreteType(type, value);
    if (!isItem(value) || !isObjectType(concrete)) return String(value);
    const fields = Object.values(concrete.getFields()).filter(({ name }) => !isEmpty(value[name]));
    const texts = fields.map((field) => ({ field, text: inline(getNamedType(field.type), value[field.name]) }));
    // Two values explain each other, as a code and a name do; more need their labels.
    return texts.length <= 2
      ? texts.map(({ text }) => text).join(' ')
      : texts.map(({ field, text }) => `${labelOf(field.name).toLowerCase()}: ${text}`).join(', ');
  }

  function countLeaves(type: GraphQLObjectType, item: Item): number {
    return Object.values(type.getFields())
      .map(({ name, type }) => {
        const value = item[name];
        const named = concreteType(getNamedType(type), value);
        if (Array.isArray(value) && !isLeafType(named)) return Number.POSITIVE_INFINITY;
        return isItem(value) && isObjectType(named) ? countLeaves(named, value) : Number(value !== undefined);
      })
      .reduce((sum, leaves) => sum + leaves, 0);
  }

  function concreteType(type: GraphQLNamedType, value: unknown): GraphQLNamedType {
    const { __typename: name } = isItem(value) ? value : {};
    return (typeof name === 'string' && schema.getType(name)) || type;
  }

  /** The error that made a value null may lie deeper: null climbs up to the next nullable field. */
  function findError(path: Path): GraphQLFormattedError | undefined {
    const full = ['me', ...path];
    return errors.find((error) => full.every((step, i) => error.path?.[i] === step));
  }
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
