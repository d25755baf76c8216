import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
  print,
} from 'graphql';
import { citizen } from '../../schema/composition/citizen.ts';
import type { Marks } from '../../schema/marks/read-marks.ts';
import { type Purpose, purposeKinds } from '../../schema/purposes/purpose.ts';
import type { FieldSets, PurposeFields } from '../../schema/purposes/purpose-fields.ts';

/** Where a document begins: with the citizen for whom the caller acts, or with one whom it names. */
export type Root = 'me' | 'citizen';

export interface DocumentHead {
  readonly purpose: Purpose;
  /** Of the operation. */
  readonly name: string;
  readonly root: Root;
}

/** What a caller sees, with the marks on it. */
export interface MarkedSchema {
  readonly schema: GraphQLSchema;
  readonly marks: Marks;
}

/**
 * Writes the document that asks for all that a purpose opens, by law or by consent. The purpose stands in it, so that who
 * runs it by its hash can state no other; variables are the dossier and, for `citizen`, who it is about.
 * @returns undefined where the purpose opens nothing
 */
export function writeDocument(
  { purpose: { code, kind }, name, root }: DocumentHead,
  { byLaw, byConsent }: PurposeFields,
  { schema, marks }: MarkedSchema,
): string | undefined {
  const open: FieldSets = {
    subject: byLaw.subject.union(byConsent.subject),
    relatives: byLaw.relatives.union(byConsent.relatives),
  };
  if (open.subject.size === 0) return undefined;
  const selection = select(schema.getType(citizen.type), 'subject', []);
  const { parameters, values } = roots[root];
  const dossier = purposeKinds[kind].needsDossier ? 'String!' : 'String';
  const purpose = `purpose: { code: "${code}", dossier: $dossier }`;
  return print(parse(`query ${name}(${parameters}$dossier: ${dossier}) { ${root}(${values}${purpose}) ${selection} }`));

  /**
   * @param person  whose fields they are; only the subject leads to relatives
   * @param above   the types that lie above this one, up to the citizen
   * @returns '' where nothing of the type is open
   */
  function select(type: GraphQLNamedType | undefined, person: keyof FieldSets, above: readonly string[]): string {
    if (!type || above.includes(type.name)) return '';
    if (isAbstractType(type)) {
      const members = schema.getPossibleTypes(type).map((member) => [member.name, select(member, person, above)]);
      return braces(members.flatMap(([member, inner]) => (inner ? [`... on ${member} ${inner}`] : [])));
    }
    if (!isObjectType(type)) return '';
    const fields = Object.values(type.getFields()).flatMap((field) => {
      const coordinate = `${type.name}.${field.name}`;
      const isClosed = marks.has(coordinate) && !open[person].has(coordinate);
      if (isClosed || field.args.some(isRequiredArgument)) return [];
      const inner = getNamedType(field.type);
      if (isLeafType(inner)) return [field.name];
      const nested =
        person === 'subject' && inner.name === citizen.type
          ? select(inner, 'relatives', [])
          : select(inner, person, [...above, type.name]);
      return nested ? [`${field.name} ${nested}`] : [];
    });
    return braces(fields);
  }
}

const roots: Readonly<Record<Root, { readonly parameters: string; readonly values: string }>> = {
  me: { parameters: '', values: '' },
  citizen: {
    parameters: '$personalId: PersonalId!, $fullName: String!, $dateOfBirth: PartialDate!, ',
    values: 'personalId: $personalId, fullName: $fullName, dateOfBirth: $dateOfBirth, ',
  },
};

function braces(fields: readonly string[]): string {
  return fields.length > 0 ? `{ ${fields.join(' ')} }` : '';
}
