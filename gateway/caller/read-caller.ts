import type { JWTPayload } from 'jose';
import { agencyKinds, agencyKindsOf, type EidLevel, type Role, roles } from '../../schema/callers.ts';
import { isObject } from '../fetch/json.ts';
import type { Agency, Caller } from './caller.ts';
import { TokenFault } from './unauthenticated.ts';

/** The claims that providers may name otherwise. */
export const claims = ['role', 'agency', 'agency_kind', 'personal_id', 'client_id'] as const;

export type Claim = (typeof claims)[number];

/** Under which names a provider writes claims; under their own where none is given. */
export type ClaimNames = ReadonlyMap<Claim, string>;

/**
 * Tells who the bearer of a token is.
 * @param payload  its claims; signature, issuer, audience and times are checked already
 * @throws TokenFault when a claim is missing, is not of its form, or contradicts another
 * @see RFC 9068, section 2.2; RFC 8693, section 4.1
 */
export function readCaller(payload: JWTPayload, names: ClaimNames): Caller {
  const read = (claim: Claim): unknown => payload[names.get(claim) ?? claim];
  const role = readChoice('role', read('role'), roles);
  const person = readText('sub', payload.sub);
  const client = readText('client_id', read('client_id'));
  if (isPersonalId(person)) throw new TokenFault('the claim sub must name an account, not a person');
  if (read('personal_id') !== undefined && !actsAsCitizen(role)) throw contradiction('personal_id', role);
  if (payload['act'] !== undefined && role !== 'portal') throw contradiction('act', role);
  if (role === 'portal') checkActor(payload['act'], client);
  return {
    role,
    person,
    client,
    agency: readAgency(role, read('agency'), read('agency_kind')),
    eidLevel: readEidLevel(payload['acr']),
    signedInAt: readSignedInAt(payload['auth_time']),
    citizen: actsAsCitizen(role) ? readPersonalId(read('personal_id')) : undefined,
  };
}

/** A citizen asks for themselves; a portal asks for the citizen who uses it. Nobody else's token names one. */
function actsAsCitizen(role: Role): boolean {
  return role === 'citizen' || role === 'portal';
}

/** A portal acts for a citizen only with a token that was exchanged for the citizen's, by itself. */
function checkActor(act: unknown, client: string): void {
  if (act === undefined) throw new TokenFault('the claim act is missing');
  if (!isObject(act) || act['sub'] !== client) throw new TokenFault('the claim act does not name the client');
}

function readAgency(role: Role, code: unknown, kind: unknown): Agency | undefined {
  if (role !== 'citizen') {
    const agency = { code: readText('agency', code), kind: readChoice('agency_kind', kind, agencyKinds) };
    if (!agencyKindsOf[role].includes(agency.kind)) throw contradiction('agency_kind', role);
    return agency;
  }
  if (code !== undefined) throw contradiction('agency', role);
  if (kind !== undefined) throw contradiction('agency_kind', role);
  return undefined;
}

function readEidLevel(acr: unknown): EidLevel {
  if (acr === `${EID_LEVEL}2`) return 2;
  return acr === `${EID_LEVEL}1` ? 1 : 0;
}

/** An identifier of the electronic identity (định danh điện tử), whose level follows. */
const EID_LEVEL = 'urn:citizen-graph:eid:';

/** @see OpenID Connect Core 1.0, section 2; RFC 9068, section 2.2.1 */
function readSignedInAt(authTime: unknown): number | undefined {
  if (authTime === undefined) return undefined;
  if (typeof authTime !== 'number' || !Number.isSafeInteger(authTime) || authTime < 0) {
    throw new TokenFault('the claim auth_time is not of its form');
  }
  return authTime;
}

function readPersonalId(value: unknown): string {
  const personalId = readText('personal_id', value);
  if (!isPersonalId(personalId)) throw new TokenFault('the claim personal_id is not of its form');
  return personalId;
}

function isPersonalId(text: string): boolean {
  return /^[0-9]{12}$/.test(text);
}

function readChoice<const Choice extends string>(claim: string, value: unknown, choices: readonly Choice[]): Choice {
  const text = readText(claim, value);
  const choice = choices.find((one) => one === text);
  if (choice === undefined) throw new TokenFault(`the claim ${claim} has a value that is not known`);
  return choice;
}

const MAX_LENGTH = 200;

/** These texts are written to records and logs, so they are short and of one line. */
function readText(claim: string, value: unknown): string {
  if (value === undefined) throw new TokenFault(`the claim ${claim} is missing`);
  if (typeof value !== 'string' || value === '' || value.length > MAX_LENGTH || /\p{Cc}/u.test(value)) {
    throw new TokenFault(`the claim ${claim} is not of its form`);
  }
  return value;
}

function contradiction(claim: string, role: Role): TokenFault {
  return new TokenFault(`the claim ${claim} does not fit the role ${role}`);
}
