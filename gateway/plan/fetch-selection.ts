import type { FetchNode } from '@apollo/query-planner';
import { Kind, type OperationDefinitionNode, parse, type SelectionSetNode } from 'graphql';
import type { SourceOperation } from '../fetch/source.ts';

/** What a fetch asks a source for, seen from the objects that it completes. */
export class FetchSelection {
  readonly operation: SourceOperation;
  /** Response names that the fetch sets on an object, `__typename` aside. */
  readonly fields: ReadonlySet<string>;
  readonly #root: readonly SelectionSetNode[];
  readonly #fragments: ReadonlyMap<string, SelectionSetNode>;

  constructor(node: FetchNode) {
    const document = parse(node.operation, { noLocation: true });
    this.operation = { text: node.operation, document, operationName: node.operationName, kind: node.operationKind };
    this.#fragments = new Map(
      document.definitions
        .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
        .map((fragment) => [fragment.name.value, fragment.selectionSet]),
    );
    const root = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    const whole = [(root as OperationDefinitionNode).selectionSet];
    this.#root = node.requires ? this.#below(whole, '_entities') : whole;
    this.fields = new Set(this.#namesOf(this.#root).filter((name) => name !== '__typename'));
  }

  /** Response names of objects and lists of objects that the fetch sets at a path below what it completes. */
  compositesAt(path: readonly string[]): ReadonlySet<string> {
    const sets = path.reduce((current, name) => this.#below(current, name), this.#root);
    return new Set(this.#namesOf(sets).filter((name) => this.#below(sets, name).length > 0));
  }

  #namesOf(sets: readonly SelectionSetNode[]): string[] {
    return this.#fieldsOf(sets).map((field) => field.alias?.value ?? field.name.value);
  }

  #below(sets: readonly SelectionSetNode[], name: string): SelectionSetNode[] {
    return this.#fieldsOf(sets)
      .filter((field) => (field.alias?.value ?? field.name.value) === name)
      .flatMap((field) => field.selectionSet ?? []);
  }

  #fieldsOf(sets: readonly SelectionSetNode[]): import('graphql').FieldNode[] {
    return sets.flatMap((set) =>
      set.selections.flatMap((selection) => {
        if (selection.kind === Kind.FIELD) return [selection];
        const inner =
          selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : this.#fragments.get(selection.name.value);
        return inner ? this.#fieldsOf([inner]) : [];
      }),
    );
  }
}
