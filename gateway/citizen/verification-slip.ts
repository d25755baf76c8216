import { CodedError } from '../../schema/coded-error.ts';
import { timeOfRecordId } from '../ledger/record-id.ts';
import type { RequestContext } from '../request/request-context.ts';
import { isOwnRecord, isTold, type VerificationSlip, writeSlip } from '../slips/write-slip.ts';

/** Statements for dossiers. The root field's mark is public because it checks whose record it is, and tells no value. */
export const verificationSlipResolvers = {
  Query: {
    async verificationSlip(
      _: unknown,
      { recordId }: { readonly recordId: string },
      { caller, records, trail }: RequestContext,
    ): Promise<VerificationSlip> {
      const { audit, ownRecords, consents } = records;
      if (!audit || !ownRecords || !consents) throw new CodedError('LEDGER_UNAVAILABLE');
      const at = timeOfRecordId(recordId);
      const stored = at === undefined ? undefined : await audit.findRecord(recordId, at);
      const numbers = caller?.citizen === undefined ? [] : ownRecords.formerNumbers.numbersOf(caller.citizen);
      if (!caller || !stored || !isTold(stored) || !isOwnRecord(stored, caller, numbers)) {
        throw new CodedError('SLIP_RECORD_UNKNOWN');
      }
      const slip = await writeSlip(stored, { ...ownRecords, receipts: consents.receipts });
      trail?.addAct('ledger-read', stored.record.subject);
      return slip;
    },
  },
};
