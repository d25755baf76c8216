import { setImmediate } from 'node:timers/promises';
import type { AgencyKind } from '../../schema/callers.ts';
import type { CallerProfile, Person } from '../../schema/policy/question.ts';
import { findRuleSet, type Policy } from '../../schema/policy/read-policy.ts';
import type { Rule } from '../../schema/policy/rule.ts';
import type { Caller } from '../caller/caller.ts';
import type { FieldRegister } from '../disclosure/field-register.ts';
import { createPublicMasks, type FindMasks, type PurposeMasks } from '../disclosure/masks.ts';
import type { ServedPurpose } from '../disclosure/served-purposes.ts';
import type { Log } from '../log.ts';
import { profileKey, profileOf } from './caller-profile.ts';
import { createCompileMasks } from './compile-masks.ts';
import { createDayClock } from './day.ts';
import { createDecisions, type Decisions } from './decisions.ts';
import type { SecurityFindings } from './security-findings.ts';

export interface MasksOptions {
  readonly register: FieldRegister;
  /** For whom what is RESTRICTED is kept, by scope. */
  readonly authorities: ReadonlyMap<string, readonly AgencyKind[]>;
  readonly policy: Policy;
  readonly findings: SecurityFindings;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * Tells which rules decide on a field: those that open it, or those that close it.
 * @returns none where no rule opens the field and none closes it, and where the rules cannot be asked
 */
export type ExplainRules = (
  caller: Caller,
  purpose: ServedPurpose,
  person: Person,
) => (index: number, isConsented: boolean) => readonly Rule[];

export interface PolicyMasks {
  readonly findMasks: FindMasks;
  /** The rules of the day over the fields of the graph; undefined on a day without rules. */
  readonly getDecisions: () => Decisions | undefined;
  /** Tells the rules by which `findMasks` finds what it does. */
  readonly explain: ExplainRules;
  /** Asks the rules for the recipients of purposes, so that no request has to wait for it. Others get their turn between. */
  readonly warm: (purposes: Iterable<ServedPurpose>) => Promise<void>;
}

/**
 * Finds what the rules of the day let a caller be told for a purpose. They are asked when the first such caller of a day
 * states the purpose. Where they cannot be asked, nothing but what is public is open, and the log says so.
 */
export function createPolicyMasks(options: MasksOptions): PolicyMasks {
  const { register, authorities, policy, findings, log, now = Date.now } = options;
  const publicMasks = createPublicMasks(register);
  const nothing: PurposeMasks = { subject: publicMasks, relatives: publicMasks };
  const compileMasks = createCompileMasks();
  const getDay = createDayClock(now);
  let today = openDay(getDay());

  function openDay(day: string): Today {
    const ruleSet = findRuleSet(policy, day);
    return { day, decisions: ruleSet && createDecisions(register, authorities, ruleSet, day), masks: new Map() };
  }

  function openToday(): Today {
    const day = getDay();
    if (day !== today.day) today = openDay(day);
    return today;
  }

  function compile(profile: CallerProfile, purpose: ServedPurpose): PurposeMasks {
    const { day, decisions } = today;
    try {
      if (!decisions) throw new Error(`no rule set holds on ${day}`);
      return {
        subject: compileMasks(decisions, { profile, purpose, person: 'subject' }),
        relatives: compileMasks(decisions, { profile, purpose, person: 'relative' }),
      };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      log.error({ purpose: purpose.code, problem }, 'the rules cannot be asked, nothing is open');
      return nothing;
    }
  }

  function find(profile: CallerProfile, purpose: ServedPurpose): PurposeMasks {
    const { masks } = openToday();
    const key = profileKey(profile);
    const ofPurpose = masks.get(purpose) ?? new Map<string, PurposeMasks>();
    const known = ofPurpose.get(key);
    if (known) return known;
    const made = compile(profile, purpose);
    masks.set(purpose, ofPurpose.set(key, made));
    return made;
  }

  return {
    findMasks: (caller, purpose) => (caller ? find(profileOf(caller, findings), purpose) : nothing),
    explain: (caller, purpose, person) => {
      const { decisions } = openToday();
      const inquiry = { profile: profileOf(caller, findings), purpose, person };
      return (index, isConsented) => decisions?.decide(inquiry, index, isConsented).rules ?? [];
    },
    getDecisions: () => openToday().decisions,
    async warm(purposes) {
      for (const purpose of purposes) {
        for (const { role, agencies, eidLevel } of purpose.recipients) {
          for (const agencyKind of agencies.length > 0 ? agencies : (['none'] as const)) {
            find({ role, agencyKind, eidLevel, hasFinding: false }, purpose);
            await setImmediate();
          }
        }
      }
    },
  };
}

interface Today {
  readonly day: string;
  /** Undefined on a day without rules. */
  readonly decisions: Decisions | undefined;
  /** By purpose and profile of a caller, of which there are not many. */
  readonly masks: Map<ServedPurpose, Map<string, PurposeMasks>>;
}
