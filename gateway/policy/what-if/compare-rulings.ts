import { isDeepStrictEqual } from 'node:util';
import { type AgencyKind, agencyKindsOf, roles } from '../../../schema/callers.ts';
import type { CallerProfile, Person } from '../../../schema/policy/question.ts';
import type { Policy } from '../../../schema/policy/read-policy.ts';
import type { Recipient } from '../../../schema/purposes/purpose.ts';
import type { FieldRegister } from '../../disclosure/field-register.ts';
import type { ServedPurposes } from '../../disclosure/served-purposes.ts';
import type { Decisions } from '../decisions.ts';

/** Rules and purposes of a day, over a graph. */
export interface Ruling {
  readonly register: FieldRegister;
  readonly policy: Policy;
  /** For whom the law keeps what is RESTRICTED, by scope. */
  readonly authorities: ReadonlyMap<string, readonly AgencyKind[]>;
  readonly catalogue: ServedPurposes;
  /** Undefined on a day without rules. */
  readonly decisions: Decisions | undefined;
}

/** What a kind of caller is told otherwise of a kind of person, for a purpose. */
export interface OpeningChange {
  readonly purpose: string;
  readonly caller: CallerProfile;
  readonly person: Person;
  readonly fields: readonly FieldOpening[];
}

export interface FieldOpening {
  readonly coordinate: string;
  readonly before: Opening;
  readonly after: Opening;
}

/** From the least open to the most. */
export const openings = ['closed', 'by-consent', 'by-law'] as const;

export type Opening = (typeof openings)[number];

/** Finds every opening that differs between two rulings, for every kind of caller that it can be for. */
export function* compareRulings(before: Ruling, after: Ruling): Iterable<OpeningChange> {
  const codes = new Set([...before.catalogue.keys(), ...after.catalogue.keys()]);
  const isRuledAlike = before.policy === after.policy && isDeepStrictEqual(before.authorities, after.authorities);
  const authorities = new Set([before, after].flatMap((ruling) => [...ruling.authorities.values()].flat()));
  const coordinates = new Set(
    [before, after].flatMap(({ register }) => register.fields.map((field) => field.coordinate)),
  );
  for (const purpose of [...codes].sort()) {
    const [now, then] = [before, after].map(({ catalogue }) => catalogue.get(purpose));
    if (isRuledAlike && isDeepStrictEqual(now, then)) continue;
    for (const caller of listProfiles(
      [now, then].flatMap((version) => version?.recipients ?? []),
      authorities,
    )) {
      for (const person of ['subject', 'relative'] as const) {
        const [readBefore, readAfter] = [before, after].map((ruling) => readOpenings(ruling, purpose, caller, person));
        if (!readBefore || !readAfter) continue;
        const fields = [...coordinates].flatMap((coordinate) => {
          const change = { coordinate, before: readBefore(coordinate), after: readAfter(coordinate) };
          return change.before === change.after ? [] : [change];
        });
        if (fields.length > 0) yield { purpose, caller, person, fields };
      }
    }
  }
}

/** Whether more is told after a change than before. */
export function isOpened({ before, after }: FieldOpening): boolean {
  return openings.indexOf(after) > openings.indexOf(before);
}

function readOpenings(
  { register, catalogue, decisions }: Ruling,
  code: string,
  profile: CallerProfile,
  person: Person,
): (coordinate: string) => Opening {
  const purpose = catalogue.get(code);
  return (coordinate) => {
    const field = register.find(coordinate);
    if (!decisions || !purpose || !field) return 'closed';
    const inquiry = { profile, purpose, person };
    if (decisions.decide(inquiry, field.index, false).isOpen) return 'by-law';
    return decisions.decide(inquiry, field.index, true).isOpen ? 'by-consent' : 'closed';
  };
}

/**
 * The callers that a purpose can be opened to: its recipients, however surely they signed in, and for each role others who
 * signed in as surely as they can. Of those, one kind of agency stands for all that are no authority.
 */
function* listProfiles(
  recipients: readonly Recipient[],
  authorities: ReadonlySet<AgencyKind>,
): Iterable<CallerProfile> {
  for (const role of roles) {
    // A partner's program has no eID.
    const highest = role === 'partner' ? 0 : 2;
    const ofRole = recipients.filter((recipient) => recipient.role === role);
    const kinds = role === 'citizen' ? (['none'] as const) : agencyKindsOf[role];
    for (const agencyKind of kinds) {
      const isRecipient = ofRole.some(({ agencies }) => agencyKind === 'none' || agencies.includes(agencyKind));
      const standsForOthers = agencyKind === kinds[0] || agencyKind === 'none' || authorities.has(agencyKind);
      for (const eidLevel of [2, 1, 0] as const) {
        if (isRecipient || (standsForOthers && eidLevel === highest)) {
          yield { role, agencyKind, eidLevel, hasFinding: false };
        }
      }
    }
  }
}
