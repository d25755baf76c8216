import type { Mark } from '../../../../schema/marks/mark.ts';
import type { Purpose } from '../../../../schema/purposes/purpose.ts';
import type { SampleCaller } from './callers.ts';
import type { GivenConsent, World } from './world.ts';

/** Who asks, what for, and whom they asked about. */
export interface Question {
  readonly caller: SampleCaller;
  /** Undefined where none was stated, or one that is not for the caller. */
  readonly purpose: Purpose | undefined;
  /** Whom the caller asked about; everyone else is there as somebody's relative. */
  readonly subjects: ReadonlySet<string>;
}

/** What the rules are applied to. */
export type Facts = Pick<World, 'marks' | 'consents' | 'authorities' | 'population' | 'now'>;

/**
 * The rules of disclosure as a lawyer would read them, one after the other, for one field of one person. Nothing here
 * is fast, and nothing is shared with the gateway.
 * @param owner  undefined for what is nobody's
 * @returns      undefined when the field may be told, otherwise why not
 */
export function judge(question: Question, facts: Facts, owner: string | undefined, coordinate: string): Reason {
  const mark = facts.marks.get(coordinate);
  if (!mark) throw new Error(`${coordinate} has no mark`);
  // What is public is open to everybody.
  if (mark.class === 'PUBLIC') return undefined;
  const { caller, purpose, subjects } = question;
  // What is nobody's is open to nobody, and without a purpose nothing is.
  if (owner === undefined || !purpose) return mark.class === 'RESTRICTED' ? 'RESTRICTED' : 'NOT_IN_PURPOSE';

  const openings = subjects.has(owner) ? 'subject' : 'relatives';
  const names = (selectors: readonly string[]): boolean =>
    selectors.some((selector) =>
      selector === '*' ? mark.class !== 'RESTRICTED' : selector === coordinate || selector === mark.scope,
    );
  const isByLaw = names(purpose.byLaw[openings]);
  const isByConsent = !isByLaw && names(purpose.byConsent[openings]);

  const forbidden = forbid(mark, facts.authorities.get(mark.scope) ?? [], caller, purpose, isByConsent);
  if (forbidden) return forbidden;
  // A purpose opens what it lists, by law or by consent, and nothing else.
  if (!isByLaw && !isByConsent) return 'NOT_IN_PURPOSE';
  // Nothing is told about who is protected. Who asks for themselves, or named them, has been let in before.
  const isProtected = facts.population.find(owner)?.isProtected ?? true;
  if (isProtected && !subjects.has(owner)) return 'SUBJECT_PROTECTED';
  return isByLaw ? undefined : findConsent(facts, caller, purpose, owner, coordinate);
}

/** Undefined where nothing is withheld. */
type Reason = string | undefined;

/** What no purpose can open. */
function forbid(
  { class: dataClass }: Mark,
  authorities: readonly string[],
  { role, kind, eidLevel }: SampleCaller,
  { kind: purposeKind, consentCeiling }: Purpose,
  isByConsent: boolean,
): Reason {
  const neededLevel = dataClass === 'BASIC' ? 1 : 2;
  // What is restricted is for its authorities, and no consent opens it.
  if (dataClass === 'RESTRICTED' && (!kind || !authorities.includes(kind) || isByConsent)) return 'RESTRICTED';
  // People sign in as surely as the class asks. Programs have no eID: they get basic data, and more by consent alone.
  const isSureEnough = role === 'partner' ? dataClass === 'BASIC' || isByConsent : false;
  if (eidLevel < neededLevel && !isSureEnough) return 'ASSURANCE_TOO_LOW';
  // Who counts or supervises is told of nobody.
  if (['analyst', 'steward', 'officer', 'auditor'].includes(role)) return 'NOT_IN_PURPOSE';
  if (purposeKind === 'statistics') return 'NOT_IN_PURPOSE';
  // A consent is limited in time, and was given as surely as the class asks.
  if (isByConsent && !(consentCeiling && consentCeiling.eidLevel >= neededLevel)) return 'NOT_IN_PURPOSE';
  return undefined;
}

/** Whether this very person has consented that this very agency be told this very field for this very purpose, now. */
function findConsent(
  { consents, population, now }: Facts,
  { agency }: SampleCaller,
  purpose: Purpose,
  owner: string,
  coordinate: string,
): Reason {
  // What somebody consented to under a number that was replaced holds.
  const numbers = population.find(owner)?.personalIds ?? [owner];
  const about = consents.filter(
    (consent) =>
      numbers.includes(consent.subject) &&
      consent.agency === agency &&
      consent.purpose === purpose.code &&
      consent.fields.includes(coordinate) &&
      (consent.state === 'given' || consent.state === 'withdrawn'),
  );
  const maxMs = (purpose.consentCeiling?.maxDays ?? 0) * DAY_MS;
  const endOf = ({ validFrom, validUntil }: GivenConsent): number =>
    Math.min(validUntil.getTime(), validFrom.getTime() + maxMs);
  const isOver = (consent: GivenConsent): boolean => endOf(consent) <= now.getTime();
  if (about.some((consent) => consent.state === 'given' && consent.validFrom <= now && !isOver(consent))) {
    return undefined;
  }
  if (about.some(({ state }) => state === 'withdrawn')) return 'CONSENT_WITHDRAWN';
  return about.some(isOver) ? 'CONSENT_EXPIRED' : 'CONSENT_REQUIRED';
}

const DAY_MS = 86_400_000;

/** Whether a purpose is for a caller, who is signed in surely enough. */
export function mayState({ recipients }: Purpose, { role, kind, eidLevel }: SampleCaller): boolean {
  return recipients.some(
    (recipient) =>
      recipient.role === role &&
      (kind ? recipient.agencies.includes(kind) : recipient.agencies.length === 0) &&
      recipient.eidLevel <= eidLevel,
  );
}
