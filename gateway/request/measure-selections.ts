import { type FragmentDefinitionNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import { CodedError } from '../../schema/coded-error.ts';
import type { Fragments } from '../plan/fragments.ts';
import { maxNesting } from './limits.ts';

/** The size of a selection, its fragments written out. */
export interface Measure {
  /** Those that stand directly in it. */
  readonly ownFields: number;
  /** All, at any depth. */
  readonly fields: number;
  /** How many fields stand in each other. */
  readonly depth: number;
  /** How many selections stand in each other: fields, fragments, and those inside them. */
  readonly nesting: number;
}

/**
 * Measures selections without writing their fragments out: each fragment once, however often it is spread, so that
 * fragments which multiply cost nothing. Works on documents that were not validated.
 */
export class SelectionMeasures {
  readonly #fragments: Fragments;
  readonly #known = new Map<FragmentDefinitionNode, Measure | 'being measured'>();

  constructor(fragments: Fragments) {
    this.#fragments = fragments;
  }

  /** Whether a selection that was measured spreads the fragment. */
  has(fragment: FragmentDefinitionNode): boolean {
    return this.#known.has(fragment);
  }

  /**
   * @param level  how many selections stand around this one
   * @throws OPERATION_TOO_DEEP; OPERATION_INVALID for a fragment within itself
   */
  measure({ selections }: SelectionSetNode, level = 0): Measure {
    let [ownFields, fields, depth, nesting] = [0, 0, 0, 0];
    for (const selection of selections) {
      const isField = selection.kind === Kind.FIELD;
      const inner = this.#measureInside(selection, level + 1);
      ownFields += isField ? 1 : inner.ownFields;
      fields += inner.fields + (isField ? 1 : 0);
      depth = Math.max(depth, inner.depth + (isField ? 1 : 0));
      nesting = Math.max(nesting, inner.nesting + 1);
    }
    if (level + nesting > maxNesting) throw new CodedError('OPERATION_TOO_DEEP', { limit: maxNesting });
    return { ownFields, fields, depth, nesting };
  }

  #measureInside(selection: SelectionNode, level: number): Measure {
    if (level > maxNesting) throw new CodedError('OPERATION_TOO_DEEP', { limit: maxNesting });
    if (selection.kind !== Kind.FRAGMENT_SPREAD) {
      return selection.selectionSet ? this.measure(selection.selectionSet, level) : nothing;
    }
    const fragment = this.#fragments.get(selection.name.value);
    if (!fragment) return nothing;
    const known = this.#known.get(fragment);
    if (known === 'being measured') {
      const reason = `Cannot spread fragment "${fragment.name.value}" within itself.`;
      throw new CodedError('OPERATION_INVALID', { reason }, { nodes: selection });
    }
    if (known) return known;
    this.#known.set(fragment, 'being measured');
    const measure = this.measure(fragment.selectionSet, level);
    this.#known.set(fragment, measure);
    return measure;
  }
}

const nothing: Measure = { ownFields: 0, fields: 0, depth: 0, nesting: 0 };
