import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, visit } from 'graphql';
import { readSupergraph } from '../../../schema/composition/supergraph.ts';
import type { Purpose } from '../../../schema/purposes/purpose.ts';
import { findMarkedFields, findPurposeFields } from '../../../schema/purposes/purpose-fields.ts';
import { readPurposes } from '../../../schema/purposes/read-purposes.ts';
import type { Claims } from '../../support/tokens.ts';
import type { AskedOfMinistry } from './asked-fields.ts';

const readSchema = (file: string) => readFileSync(join(import.meta.dirname, '../../../schema', file), 'utf8');

const supergraph = readSupergraph(readSchema('supergraph.graphql'));
const markedFields = findMarkedFields(supergraph).filter(({ mark }) => mark.class !== 'PUBLIC');

/** The catalogue. */
export const purposes: readonly Purpose[] = [...readPurposes().catalogue.values()];

/** Whether the caller is among those for whom the purpose is, and signed in surely enough. */
export function mayState({ recipients }: Purpose, { role, agency_kind: kind, acr }: Claims): boolean {
  const level = typeof acr === 'string' ? Number(acr.at(-1)) : 0;
  return recipients.some(
    (recipient) =>
      recipient.role === role &&
      (recipient.agencies.length === 0 || recipient.agencies.some((agency) => agency === kind)) &&
      level >= recipient.eidLevel,
  );
}

/**
 * The names of the fields of `Citizen` that need no argument and that the law does not open for a purpose, in the order
 * of the alphabet.
 */
export function listWithheld(purpose: Purpose): string[] {
  const { subject } = findPurposeFields(purpose, supergraph).byLaw;
  const needsArgument = ({ node }: (typeof markedFields)[number]): boolean =>
    node.arguments?.some(({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue) ?? false;
  const withheld = markedFields.filter((field) => !subject.has(field.coordinate) && !needsArgument(field));
  return withheld.flatMap(({ coordinate }) => /^Citizen\.(.*)/.exec(coordinate)?.[1] ?? []).sort();
}

/** What ministries were asked of a citizen and of others beyond what the law opens for a purpose. */
export function findExcess(purpose: Purpose, personalId: string, asked: readonly AskedOfMinistry[]): string[] {
  const { subject, relatives } = findPurposeFields(purpose, supergraph).byLaw;
  return asked.flatMap(({ owners = [], coordinates }) => {
    const opened = owners.every((owner) => owner === personalId) ? subject : relatives;
    return markedFields.flatMap(({ coordinate }) =>
      coordinates.has(coordinate) && !opened.has(coordinate) ? [coordinate] : [],
    );
  });
}

/** Whether a call is the gateway's own look-up of who somebody is, and asks for nothing else. */
export function isIdentityLookUp({ coordinates }: Pick<AskedOfMinistry, 'coordinates'>): boolean {
  const isLookedUp = (coordinate: string): boolean => lookedUp.has(coordinate.split('.')[1]);
  return coordinates.has('Citizen.isProtected') && [...coordinates].every(isLookedUp);
}

const lookedUp = new Set<string | undefined>(['_entities', 'citizens']);
visit(parse(readSchema('identity.graphql') + readSchema('standing.graphql')), {
  Field: ({ name }) => void lookedUp.add(name.value),
});
