import { type ErrorCode, errors } from '../../schema/errors.ts';
import type { Caller } from '../caller/caller.ts';
import type { CitizenAccount, ToldFields } from '../disclosure/disclosure-account.ts';
import { FieldSet } from '../disclosure/field-set.ts';
import type { ServedPurpose } from '../disclosure/served-purposes.ts';
import { createUuidV7 } from '../uuid-v7.ts';
import { type DisclosureRecord, noFields, type RecordedFields, type RecordKind } from './disclosure-record.ts';
import type { Edition } from './edition.ts';

export interface TrailOptions {
  readonly requestId: string;
  readonly caller: Caller;
  readonly edition: Edition;
}

/** What something was asked for. */
type StatedFor = Pick<DisclosureRecord, 'purpose' | 'dossier'>;

/** What is not the same for all records of a request. */
type Particulars = Partial<StatedFor & Pick<DisclosureRecord, 'isRelative' | 'fields' | 'outcome'>>;

/** What one request leaves in the ledger, gathered while it runs. */
export class Trail {
  readonly edition: Edition;
  readonly #caller: Caller;
  readonly #requestId: string;
  readonly #ministries = new Set<string>();
  /** What was done beside telling fields. */
  readonly #acts: DisclosureRecord[] = [];
  #purpose: ServedPurpose | undefined;
  #dossier: string | null = null;
  #operation: string | null = null;

  constructor({ requestId, caller, edition }: TrailOptions) {
    this.edition = edition;
    this.#caller = caller;
    this.#requestId = requestId;
  }

  /** @param signature  of the operation that runs */
  run(signature: string): void {
    this.#operation = signature;
  }

  state(purpose: ServedPurpose, dossier: string | null): void {
    this.#purpose = purpose;
    this.#dossier = dossier;
  }

  /** To be called before a ministry is asked for the request. */
  ask(ministry: string): void {
    this.#ministries.add(ministry);
  }

  /**
   * Something that was not told, because the caller may not know it or named it wrongly. What only failed was not refused.
   * @param personalId  of the citizen whom it was asked about, as far as the request says
   */
  addRefusal(personalId: string | null, code: ErrorCode): void {
    if (errors[code].fault !== 'caller') return;
    const kind = code === 'IDENTITY_MISMATCH' ? 'mismatch' : 'refusal';
    this.#acts.push(this.#make(kind, personalId, { outcome: code }));
  }

  /** @param names  of fields of `Citizen` that were compared with what the caller stated */
  addComparison(personalId: string, names: readonly string[]): void {
    const compared = this.#codeOf(names.map((name) => `Citizen.${name}`));
    this.#acts.push(this.#make('comparison', personalId, { fields: { ...noFields, compared } }));
  }

  /**
   * Something that told of no field of a citizen: records were read, or what would be open was asked for.
   * @param about  where it was for another purpose than the request's
   */
  addAct(kind: RecordKind, personalId: string | null, about: Partial<StatedFor> = {}): void {
    this.#acts.push(this.#make(kind, personalId, about));
  }

  /**
   * @returns all records of the request; empty when it was about nobody. When its answer is written anew, those of what
   *          that one tells alone: the others are on record
   */
  finish(citizens: readonly CitizenAccount[]): readonly DisclosureRecord[] {
    const kind = this.#purpose?.kind === 'emergency' ? 'emergency' : 'disclosure';
    const ministries = this.edition.codeOfMinistries(this.#ministries);
    const told = citizens.map((citizen) =>
      this.#make(kind, citizen.personalId, {
        fields: readFields(citizen, ministries),
        isRelative: !citizen.isSubject,
      }),
    );
    if (this.#acts.length === 0) return told;
    const acts = this.#acts.splice(0);
    return [...acts.map((act) => ({ ...act, fields: { ...act.fields, ministries } })), ...told];
  }

  #make(
    kind: RecordKind,
    subject: string | null,
    {
      purpose = this.#purpose?.code ?? null,
      dossier = this.#dossier,
      isRelative = false,
      fields = noFields,
      outcome = 'ANSWERED',
    }: Particulars,
  ): DisclosureRecord {
    const { role, agency, person, client, citizen } = this.#caller;
    const at = Date.now();
    return {
      id: createUuidV7(at),
      at,
      kind,
      requestId: this.#requestId,
      role,
      agency: agency?.code ?? null,
      account: person,
      client,
      purpose,
      dossier,
      subject,
      isRelative,
      isOwn: subject !== null && subject === citizen,
      operation: this.#operation,
      fields,
      outcome,
    };
  }

  #codeOf(coordinates: readonly string[]): string {
    const { fields } = this.edition.content;
    return FieldSet.of(coordinates.map((coordinate) => fields.indexOf(coordinate)).filter((index) => index >= 0)).key;
  }
}

function readFields({ byLaw, byConsent, withheld }: CitizenAccount, ministries: string): RecordedFields {
  return {
    byLaw: keysOf(byLaw),
    byConsent: byConsent.map(({ id, version, told, empty }) => ({
      consent: id,
      version,
      told: told.key,
      empty: empty.key,
    })),
    compared: '',
    withheld: Object.fromEntries(Array.from(withheld, ([reason, fields]) => [reason, fields.key])),
    ministries,
  };
}

function keysOf({ told, empty }: ToldFields) {
  return { told: told.key, empty: empty.key };
}
