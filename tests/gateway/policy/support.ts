import { readFileSync } from 'node:fs';
import type { Caller } from '../../../gateway/caller/caller.ts';
import { createFieldRegister, type FieldRegister } from '../../../gateway/disclosure/field-register.ts';
import { openPurposes, type ServedPurpose, servePurposes } from '../../../gateway/disclosure/served-purposes.ts';
import { createLog } from '../../../gateway/log.ts';
import type { AgencyKind, EidLevel, Role } from '../../../schema/callers.ts';
import { readSupergraph } from '../../../schema/composition/supergraph.ts';
import { findMarkedFields } from '../../../schema/purposes/purpose-fields.ts';
import { purposesDirectory } from '../../../schema/purposes/read-purposes.ts';

const supergraphSdl = readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8');

/** The fields of the committed supergraph. */
export const register: FieldRegister = createFieldRegister(findMarkedFields(readSupergraph(supergraphSdl)));

const opened = openPurposes(purposesDirectory);

export const { authorities } = opened;

/** The catalogue, over the committed supergraph. */
export const purposes = servePurposes(opened, supergraphSdl, createLog({ logLevel: 'silent' }));

export function getPurpose(code: string): ServedPurpose {
  const purpose = purposes.get(code);
  if (!purpose) throw new Error(`The catalogue has no ${code}`);
  return purpose;
}

export function getIndex(coordinate: string): number {
  const field = register.find(coordinate);
  if (!field) throw new Error(`The register has no ${coordinate}`);
  return field.index;
}

export function callerOf(role: Role, kind?: AgencyKind, eidLevel: EidLevel = 2): Caller {
  const agency = kind && { code: `X-${kind}`, kind };
  const personalId = role === 'citizen' || role === 'portal' ? '001085990001' : undefined;
  return { ...signedIn, role, client: `client-${role}`, agency, eidLevel, citizen: personalId };
}

const signedIn = { person: 'account', signedInAt: undefined };
