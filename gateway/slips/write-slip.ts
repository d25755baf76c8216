import { renderSVG } from 'uqr';
import { CodedError } from '../../schema/coded-error.ts';
import { isSupervisor } from '../audit/whose-records.ts';
import type { Caller } from '../caller/caller.ts';
import type { Consents } from '../consents/consents.ts';
import { hashLeaf } from '../ledger/merkle-tree.ts';
import { leafOf, type StoredRecord } from '../ledger/read-records.ts';
import type { InclusionProofs } from '../own-records/inclusion-proofs.ts';
import type { Names } from '../own-records/own-records.ts';
import type { Slip } from './slip.ts';
import { writeSlipPage } from './write-slip-page.ts';

/** What the gateway states of one record, for the dossier. */
export interface VerificationSlip {
  /** A compact JSON Web Signature over the statement. */
  readonly jws: string;
  /** The statement as a page for the printer; it loads nothing. */
  readonly page: string;
}

export interface SlipMeans {
  readonly receipts: Consents['receipts'];
  readonly proofs: InclusionProofs;
  readonly names: Names;
}

/**
 * States what one record says, signed.
 * @throws SLIP_NOT_READY while no checkpoint has the record, and where the gateway has no key
 * @see RFC 7515
 */
export async function writeSlip(
  stored: StoredRecord,
  { receipts, proofs, names }: SlipMeans,
): Promise<VerificationSlip> {
  const proof = await proofs.prove(stored);
  if (!proof) throw new CodedError('SLIP_NOT_READY');
  const slip = describe(stored, proof);
  const jws = await receipts.sign(slip, 'verification-slip+json');
  if (jws === undefined) throw new CodedError('SLIP_NOT_READY');
  return { jws, page: writeSlipPage(slip, { jws, qrCode: drawQrCode(jws), names }) };
}

/**
 * Whether the record is the caller's own: the account that was told, the citizen whom it is about, or an officer or
 * auditor of the agency.
 * @param numbers  of the citizen who asks, former ones too
 */
export function isOwnRecord({ record }: StoredRecord, caller: Caller, numbers: readonly string[]): boolean {
  if (record.subject !== null && numbers.includes(record.subject)) return true;
  if (!caller.agency || record.agency !== caller.agency.code || caller.citizen !== undefined) return false;
  return isSupervisor(caller) || record.account === caller.person;
}

/** Whether something was told that a slip could state. */
export function isTold({ record: { kind, outcome } }: StoredRecord): boolean {
  return outcome === 'ANSWERED' && (kind === 'disclosure' || kind === 'comparison' || kind === 'emergency');
}

function describe(
  stored: StoredRecord,
  { index, size, checkpoint }: Pick<Slip['ledger'], 'index' | 'size' | 'checkpoint'>,
): Slip {
  const { record, edition, commitment, salt } = stored;
  const { fields } = record;
  return {
    record: record.id,
    asOf: new Date(record.at).toISOString(),
    agency: record.agency,
    purpose: record.purpose,
    dossier: record.dossier,
    // Whoever knows the number can check it. The number of a relative may not have been told.
    subject: commitment && {
      sha256: commitment.toString('hex'),
      ...(salt && !record.isRelative && { salt: salt.toString('base64') }),
    },
    relative: record.isRelative,
    basis: JSON.parse(edition.basisText(record.purpose)),
    told: [...edition.fields(fields.byLaw.told)],
    empty: [fields.byLaw, ...fields.byConsent].flatMap(({ empty }) => edition.fields(empty)),
    byConsent: fields.byConsent.map(({ consent, version, told }) => ({ consent, version, told: edition.fields(told) })),
    compared: [...edition.fields(fields.compared)],
    sources: [...edition.ministries(fields.ministries)],
    ledger: { leaf: hashLeaf(leafOf(stored)).toString('base64'), index, size, checkpoint },
  };
}

/** @returns undefined where the text is too long for one that a telephone can read off paper */
function drawQrCode(text: string): string | undefined {
  try {
    return renderSVG(text, { ecc: 'L', maxVersion: MAX_VERSION, border: 4 });
  } catch {
    return undefined;
  }
}

/** Of 157 squares, which are some 0.5 mm wide on the page. */
const MAX_VERSION = 35;
