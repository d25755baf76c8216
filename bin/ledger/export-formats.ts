import { leafOf, type PlacedRecord } from '../../gateway/ledger/read-records.ts';
import type { PatternCode } from '../../schema/audit/patterns.ts';
import { writeCsvRow } from '../local/csv-row.ts';

/** How records are printed. */
export interface ExportFormat {
  /** The lines before all records. */
  readonly head: string;
  /**
   * The line of one, with its end.
   * @param unusual  null where nobody has counted that
   */
  readonly write: (placed: PlacedRecord, unusual: readonly PatternCode[] | null) => string;
}

export const exportFormats: Readonly<Record<string, ExportFormat>> = {
  /** The leaf stands in it byte for byte, so that its hash can be taken. */
  ndjson: {
    head: '',
    write: (placed, unusual) =>
      `{"index":${placed.index},"unusual":${JSON.stringify(unusual)},"leaf":${leafOf(placed)}}\n`,
  },
  csv: {
    head: 'index,id,at,kind,request,agency,role,account,client,purpose,dossier,own,relative,outcome,told,empty,compared,withheld,consents,unusual\r\n',
    write: ({ index, record, edition }, unusual) => {
      const { fields } = record;
      const open = [fields.byLaw, ...fields.byConsent];
      const { id, at, kind, requestId, agency, role, account, client, purpose, dossier, isOwn, isRelative, outcome } =
        record;
      const who = [index, id, new Date(at).toISOString(), kind, requestId, agency, role, account, client];
      const why = [purpose, dossier, isOwn, isRelative, outcome];
      const what = [
        open.flatMap(({ told }) => edition.fields(told)),
        open.flatMap(({ empty }) => edition.fields(empty)),
        edition.fields(fields.compared),
        Object.values(fields.withheld).flatMap((code) => edition.fields(code)),
        fields.byConsent.map(({ consent }) => consent),
        unusual ?? ['not-counted'],
      ].map((names) => names.join(' '));
      return `${writeCsvRow([...who, ...why, ...what])}\r\n`;
    },
  },
};
