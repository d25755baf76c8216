import { type GraphQLSchema, isInputObjectType, isObjectType, parse, print } from 'graphql';
import { citizen } from '../../schema/composition/citizen.ts';
import { type Purpose, purposeKinds } from '../../schema/purposes/purpose.ts';
import type { PurposeFields } from '../../schema/purposes/purpose-fields.ts';

/**
 * Writes the document that compares what somebody states with all that a purpose compares. The purpose stands in it;
 * variables are the dossier, who it is about, and the items, of which any may be left out.
 * @param schema  what callers see
 * @returns undefined where the purpose compares nothing
 */
export function writeComparison(
  { code, kind }: Purpose,
  name: string,
  { compares }: PurposeFields,
  schema: GraphQLSchema,
): string | undefined {
  const input = schema.getType('VerifyIdentityInput');
  const result = schema.getType('IdentityVerification');
  if (!isInputObjectType(input) || !isObjectType(result)) return undefined;
  const items = Object.keys(result.getFields()).filter((item) => compares.has(`${citizen.type}.${item}`));
  if (items.length === 0) return undefined;
  const stated = Object.values(input.getFields()).filter(
    (field) => field.name === citizen.key || items.includes(field.name),
  );
  const parameters = stated.map((field) => `$${field.name}: ${field.type}`).join(' ');
  const values = stated.map((field) => `${field.name}: $${field.name}`).join(' ');
  const dossier = purposeKinds[kind].needsDossier ? 'String!' : 'String';
  const purpose = `purpose: { code: "${code}", dossier: $dossier }`;
  return print(
    parse(`query ${name}(${parameters} $dossier: ${dossier}) {
      verifyIdentity(input: { ${values} }, ${purpose}) { ${items.join(' ')} }
    }`),
  );
}
