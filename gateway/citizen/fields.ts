import type { DataClass } from '../../schema/marks/mark.ts';
import { type FieldFacts, neededEidLevels } from '../../schema/policy/question.ts';
import type { Label } from '../../schema/purposes/purpose.ts';
import type { RegisteredField } from '../disclosure/field-register.ts';
import type { RequestContext } from '../request/request-context.ts';

/** `FieldFilter`, as a caller gives it. */
interface FieldFilter {
  readonly ministry?: string | null;
  readonly scope?: string | null;
  readonly class?: DataClass | null;
}

/** `Field` */
interface DescribedField extends FieldFacts {
  readonly label: Label;
}

/** The register of fields, for everybody: it holds no personal data. */
export const fieldsResolvers = {
  Query: {
    fields(_: unknown, { filter }: { readonly filter?: FieldFilter | null }, { register, rules }: RequestContext) {
      const fields = register?.fields.map((field) => describeField(field, rules));
      return fields?.filter(matches(filter ?? {})) ?? [];
    },
  },
  Field: {
    eidLevel: (field: FieldFacts) => neededEidLevels[field.class],
  },
};

/** A field of the register, under the rules of today. */
export function describeField(
  { label, mark, ...field }: RegisteredField,
  rules: RequestContext['rules'],
): DescribedField {
  return { ...field, ...mark, authorities: [], ...rules?.getDecisions()?.fields[field.index], label };
}

function matches({ ministry, scope, class: dataClass }: FieldFilter): (field: FieldFacts) => boolean {
  return (field) =>
    (!ministry || field.ministries.includes(ministry)) &&
    (!scope || field.scope === scope) &&
    (!dataClass || field.class === dataClass);
}
