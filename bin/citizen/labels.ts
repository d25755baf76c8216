import type { GraphQLLeafType } from 'graphql';

/** `recordedDateOfBirth` → `Recorded date of birth` */
export function labelOf(fieldName: string): string {
  const words = fieldName.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A type or field of the schema. */
interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
}

/** The label and the Vietnamese term, which a description names in parentheses at its end. */
export function titleOf({ name, description }: Described): string {
  const term = description?.replaceAll(/\s+/g, ' ').match(/\(([^()]+?)\.?\)$/)?.[1];
  return term === undefined ? labelOf(name) : `${labelOf(name)} · ${term}`;
}

/** A value as people read it. */
export function formatLeaf(type: GraphQLLeafType, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (type.name === 'Vnd' && typeof value === 'number') return `${value.toLocaleString('en-US')} đ`;
  return String(value).normalize('NFC');
}
