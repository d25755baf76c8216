import type { Supergraph, SupergraphField } from '../composition/supergraph.ts';
import type { FieldSelector, Openings, Purpose } from './purpose.ts';

/** What a purpose opens in one graph: coordinates of fields with marks. */
export interface PurposeFields {
  readonly byLaw: FieldSets;
  readonly byConsent: FieldSets;
  readonly compares: ReadonlySet<string>;
}

export interface FieldSets {
  readonly subject: ReadonlySet<string>;
  readonly relatives: ReadonlySet<string>;
}

/** Finds the fields that a purpose names. A field that the graph does not have opens nothing. */
export function findPurposeFields({ byLaw, byConsent, compares }: Purpose, supergraph: Supergraph): PurposeFields {
  const marked = findMarkedFields(supergraph);
  const find = (selectors: readonly FieldSelector[]): ReadonlySet<string> =>
    new Set(selectors.flatMap((selector) => marked.filter(matches(selector)).map(({ coordinate }) => coordinate)));
  const findBoth = ({ subject, relatives }: Openings): FieldSets => ({
    subject: find(subject),
    relatives: find(relatives),
  });
  return { byLaw: findBoth(byLaw), byConsent: findBoth(byConsent), compares: find(compares) };
}

/** Whether a selector names a field; `*` names all that are not restricted. */
export function matches(selector: FieldSelector): (field: MarkedField) => boolean {
  if (selector === '*') return ({ mark }) => mark.class !== 'RESTRICTED';
  return ({ coordinate, mark }) => selector === coordinate || selector === mark.scope;
}

/** A field with a mark of its own, at which a purpose can open something. */
export type MarkedField = SupergraphField & { readonly mark: NonNullable<SupergraphField['mark']> };

export function findMarkedFields({ types }: Supergraph): readonly MarkedField[] {
  return [...types.values()].flatMap(({ fields }) => [...fields.values()].filter(hasMark));
}

function hasMark(field: SupergraphField): field is MarkedField {
  return field.mark !== undefined;
}
