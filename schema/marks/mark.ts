import { type ConstDirectiveNode, valueFromASTUntyped } from 'graphql';

/** How closely the law guards a field, from the most open to the most closed (`DataClass` in `directives.graphql`). */
export const dataClasses = ['PUBLIC', 'BASIC', 'SENSITIVE', 'RESTRICTED'] as const;

export type DataClass = (typeof dataClasses)[number];

/** What `@personal(scope: …, class: …)` says of a field. */
export interface Mark {
  /** The group of fields that a citizen decides on as one: `tax.registration`. */
  readonly scope: string;
  readonly class: DataClass;
}

/** The mark that a directive states; undefined when its scope or class has a form that nobody knows. */
export function findMark(directive: ConstDirectiveNode): Mark | undefined {
  const argument = (name: string): unknown => {
    const node = directive.arguments?.find((candidate) => candidate.name.value === name);
    return node && valueFromASTUntyped(node.value);
  };
  const scope = argument('scope');
  const dataClass = dataClasses.find((known) => known === argument('class'));
  if (typeof scope !== 'string' || !scopePattern.test(scope) || !dataClass) return undefined;
  return { scope, class: dataClass };
}

/** Lower-case words joined by dots, two at least: the owner's area and the group. */
const scopePattern = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/;

/**
 * Whether a field may show what another field is made from: its class is the same or a closer one. Scopes need not
 * agree, since a citizen decides on a field under its own scope, whatever it was computed from.
 */
export function isAtLeastAsClosed(mark: Mark, other: Mark): boolean {
  return dataClasses.indexOf(mark.class) >= dataClasses.indexOf(other.class);
}

/** A mark as SDL, for messages. */
export function printMark(mark: Mark): string {
  return `@personal(scope: "${mark.scope}", class: ${mark.class})`;
}
