import {
  array,
  check,
  type InferOutput,
  integer,
  literal,
  maxValue,
  minLength,
  minValue,
  number,
  optional,
  picklist,
  pipe,
  record,
  regex,
  strictObject,
  string,
  union,
} from 'valibot';
import { agencyKinds, roles } from '../callers.ts';
import { isDate } from '../scalars/date.ts';
import { type PurposeKind, purposeKinds } from './purpose.ts';

const text = pipe(string(), regex(/^\S(.*\S)?$/s, 'must be text that is not empty, without spaces around it'));
const label = strictObject({ vi: text, en: text });
const day = pipe(string(), check(isDate, 'must be a calendar day as YYYY-MM-DD'));
const eidLevel = union([literal(0), literal(1), literal(2)], 'must be 0, 1 or 2');
const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const code = pipe(string(), regex(kebabCase, 'must be lower-case words joined by hyphens'));

const legalBasis = strictObject({ document: code, article: optional(text) });

const selector = pipe(
  string(),
  regex(
    /^(\*|[A-Z]\w*\.[a-z]\w*|[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+)$/,
    'must be a field such as Citizen.fullName, a scope such as population.contact, or *',
  ),
);
const selectors = optional(array(selector), []);
const openings = optional(strictObject({ subject: selectors, relatives: selectors }), { subject: [], relatives: [] });

/** A file of `catalogue/`. */
export const purposeFile = strictObject({
  title: label,
  kind: picklist(kinds(purposeKinds)),
  basis: pipe(array(legalBasis), minLength(1, 'must name a legal document')),
  recipients: pipe(
    array(strictObject({ role: picklist(roles), agencies: optional(array(picklist(agencyKinds)), []), eidLevel })),
    minLength(1, 'must name a recipient'),
  ),
  byLaw: openings,
  byConsent: openings,
  consentCeiling: optional(
    strictObject({ maxDays: pipe(number(), integer(), minValue(1), maxValue(3_650)), eidLevel }),
  ),
  compares: selectors,
  alsoNeeds: optional(array(text), []),
  unverified: optional(array(text), []),
});

export type PurposeFile = InferOutput<typeof purposeFile>;

/** `legal-documents.yaml`: by id. */
export const legalDocumentsFile = record(
  code,
  strictObject({ title: label, number: optional(text), from: optional(day), until: optional(day), source: text }),
);

/** `grounds.yaml`: for each kind of purpose. */
export const groundsFile = strictObject({
  procedure: array(legalBasis),
  verification: array(legalBasis),
  'consented-service': array(legalBasis),
  'own-view': array(legalBasis),
  statistics: array(legalBasis),
  emergency: array(legalBasis),
} satisfies Record<PurposeKind, unknown>);

/** `authorities.yaml`: by scope of the class RESTRICTED, the agencies for whom a purpose may open it. */
export const authoritiesFile = record(string(), array(picklist(agencyKinds)));

function kinds<Kind extends string>(table: Record<Kind, unknown>): Kind[] {
  return Object.keys(table) as Kind[];
}
