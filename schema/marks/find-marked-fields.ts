import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';
import { markDirectiveNames } from './mark-directive-names.ts';

/** A field that carries the directive, before it is known whether the directive says anything sensible. */
export interface MarkedField {
  /** `Citizen.religion`, as in the GraphQL specification's schema coordinates. */
  readonly coordinate: string;
  /** One, in a document that is right. */
  readonly directives: readonly ConstDirectiveNode[];
}

/** Every field of an object or interface type, extensions too, that carries `@personal` under whatever name. */
export function findMarkedFields(document: DocumentNode): readonly MarkedField[] {
  const names = markDirectiveNames(document);
  const marked: MarkedField[] = [];
  for (const definition of document.definitions) {
    if (!hasFields.has(definition.kind) || !('fields' in definition)) continue;
    for (const field of definition.fields ?? []) {
      const directives = (field.directives ?? []).filter((directive) => names.has(directive.name.value));
      if (directives.length > 0) {
        marked.push({ coordinate: `${definition.name.value}.${field.name.value}`, directives });
      }
    }
  }
  return marked;
}

const hasFields: ReadonlySet<string> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
]);
