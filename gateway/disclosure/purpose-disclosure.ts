import { CodedError } from '../../schema/coded-error.ts';
import type { Caller } from '../caller/caller.ts';
import type { ActiveConsents, ConsentView } from '../consents/active/active-consents.ts';
import type { Standing } from '../identity/standing.ts';
import type { FindMasks, Masks, PurposeMasks } from './masks.ts';
import { Person } from './person.ts';
import type { ServedPurpose } from './served-purposes.ts';
import type { Disclosure, Verdict } from './verdict.ts';
import { type ConsentUse, consentUseOf, type Verdicts } from './verdicts.ts';

/** What decisions are made by: one version of the graph has one. */
export interface Rules {
  readonly findMasks: FindMasks;
  /** For what is nobody's, and while no purpose is stated. */
  readonly publicMasks: Masks;
  readonly verdicts: Verdicts;
}

/** What a request decides with. */
export interface DisclosureContext {
  readonly rules: Rules;
  readonly caller: Caller | undefined;
  readonly consents: Pick<ActiveConsents, 'open'>;
  /** Finds the standing of people who came up; without those of whom nobody can say. Never rejects. */
  readonly findStandings: (personalIds: readonly string[]) => Promise<ReadonlyMap<string, Standing>>;
}

/** What a request asks for. */
export interface StatedPurpose {
  readonly purpose: ServedPurpose;
  readonly dossier: string | null;
}

/** A citizen whom a request is about. */
export interface Subject {
  readonly personalId: string;
  /** Numbers that theirs replaced; what they consented to under these holds. */
  readonly formerPersonalIds: readonly string[];
}

/** What the purpose of one request opens, of the citizens it asks about and of those who come up beside them. */
export class PurposeDisclosure implements Disclosure {
  readonly verdictOnNobody: Verdict;
  readonly #context: DisclosureContext;
  /** Personal IDs, with the numbers that they replaced. */
  readonly #subjects = new Map<unknown, readonly string[]>();
  readonly #expected = new Set<Promise<void>>();
  readonly #people = new Map<unknown, Person>();
  #stated: (StatedPurpose & { readonly masks: PurposeMasks; readonly use: ConsentUse }) | undefined;
  #view: ConsentView | undefined;

  constructor(context: DisclosureContext) {
    const { publicMasks, verdicts } = context.rules;
    this.#context = context;
    this.verdictOnNobody = verdicts.byLaw(publicMasks);
  }

  /** Undefined while no purpose was stated. */
  get stated(): StatedPurpose | undefined {
    return this.#stated;
  }

  /**
   * Takes the purpose that the request states. An operation states one, however many citizens it asks about: a record
   * of it has one purpose.
   * @throws PURPOSES_DIFFER
   */
  state(purpose: ServedPurpose, dossier: string | null): void {
    const stated = this.#stated;
    if (stated) {
      if (stated.purpose !== purpose || stated.dossier !== dossier) throw new CodedError('PURPOSES_DIFFER');
      return;
    }
    const { rules, caller } = this.#context;
    const use = consentUseOf(caller, purpose);
    this.#stated = { purpose, dossier, masks: rules.findMasks(caller, purpose), use };
  }

  /**
   * Says whom the request is about: everyone else in the answer is there as somebody's relative. So nobody is decided on
   * before it is known. Rejected where the caller is shown nobody.
   */
  expectSubject(identifying: Promise<Subject>): void {
    const expected = identifying.then(
      ({ personalId, formerPersonalIds }) => {
        this.#subjects.set(personalId, formerPersonalIds);
        this.#expected.delete(expected);
      },
      () => void this.#expected.delete(expected),
    );
    this.#expected.add(expected);
  }

  /** Begins to find what a citizen consented to, while it is still found out whether the caller may be shown them. */
  foresee(personalId: string): void {
    if (!this.#stated || this.#stated.masks.subject.byConsent.isEmpty) return;
    this.#view ??= this.#context.consents.open();
    void this.#view.find([personalId]);
  }

  /** Whether the request is about a citizen. */
  isSubject(personalId: string): boolean {
    return this.#people.get(personalId)?.isSubject ?? this.#subjects.has(personalId);
  }

  /** Another number when something that was open by consent may no longer be told. */
  get version(): number {
    return this.#view?.version ?? 0;
  }

  decide(personalIds: readonly string[]): Promise<void> | undefined {
    const stated = this.#stated;
    if (!stated) return undefined;
    if (this.#expected.size > 0) return Promise.all(this.#expected).then(() => this.decide(personalIds));
    const met: Person[] = [];
    // Each fetch decides on the same few, and finds nearly always that it was done before.
    let pending: Set<Promise<void>> | undefined;
    for (const personalId of personalIds) {
      const known = this.#people.get(personalId);
      if (!known) {
        met.push(this.#meet(personalId, stated.masks));
      } else if (known.pending) {
        pending ??= new Set();
        pending.add(known.pending);
      }
    }
    const found = met.length > 0 ? this.#find(met) : undefined;
    if (!pending) return found;
    return Promise.all([...pending, found]).then(() => {});
  }

  verdictOn(personalId: unknown): Verdict {
    const person = this.#people.get(personalId);
    const stated = this.#stated;
    if (!stated || !person || person.pending) return this.verdictOnNobody;
    const { verdicts, publicMasks } = this.#context.rules;
    if (person.standing !== 'open') return verdicts.onProtected(person.masks, publicMasks);
    if (person.masks.byConsent.isEmpty) return verdicts.byLaw(person.masks);
    return this.#verdictByConsent(person, stated.use);
  }

  /** Lets go of consents: to be called when the answer has left, or will not. */
  close(): void {
    this.#view?.close();
  }

  #meet(personalId: string, masks: PurposeMasks): Person {
    const person = this.#describe(personalId, masks);
    this.#people.set(personalId, person);
    return person;
  }

  #describe(personalId: string, { subject, relatives }: PurposeMasks): Person {
    const former = this.#subjects.get(personalId);
    if (former) return new Person(personalId, { isSubject: true, masks: subject, standing: 'open' }, former);
    const { publicMasks } = this.#context.rules;
    const opensNothing = relatives.byConsent.isEmpty && relatives.byLaw.key === publicMasks.byLaw.key;
    const standing = opensNothing ? 'open' : 'unknown';
    return new Person(personalId, { isSubject: false, masks: relatives, standing }, []);
  }

  /** Looks up at once what people consented to, and whether anything may be told about those whom nobody identified. */
  #find(people: readonly Person[]): Promise<void> | undefined {
    const consents = this.#findConsents(people);
    const strangers = people.filter(({ standing }) => standing === 'unknown');
    if (strangers.length === 0 && !consents) return undefined;
    const pending = Promise.all([consents, this.#findStandings(strangers)]).then(() => {
      for (const person of people) person.pending = undefined;
    });
    for (const person of people) person.pending = pending;
    return pending;
  }

  async #findStandings(strangers: readonly Person[]): Promise<void> {
    if (strangers.length === 0) return;
    const standings = await this.#context.findStandings(strangers.map(({ personalId }) => personalId));
    for (const person of strangers) person.settle(standings.get(person.personalId));
    // Nearly nobody had another number before.
    await this.#findConsents(strangers.filter(({ personalIds }) => personalIds.length > 1));
  }

  #findConsents(people: readonly Person[]): Promise<void> | undefined {
    const personalIds = people.flatMap(({ masks, personalIds }) => (masks.byConsent.isEmpty ? [] : personalIds));
    if (personalIds.length === 0) return undefined;
    this.#view ??= this.#context.consents.open();
    return this.#view.find(personalIds);
  }

  /** Asks each time, since what somebody consented to may be withdrawn while the request runs. */
  #verdictByConsent(person: Person, use: ConsentUse): Verdict {
    const { verdicts } = this.#context.rules;
    const { passed } = person;
    const now = Date.now();
    const consents = this.#view ? person.consentsIn(this.#view) : 'unavailable';
    if (passed && passed.on === consents && now < passed.verdict.changesAt) return passed.verdict;
    const later = verdicts.byConsent(person.masks, consents, use, now);
    const verdict = passed ? verdicts.narrow(passed.verdict, later) : later;
    person.passed = { on: consents, verdict };
    return verdict;
  }
}
