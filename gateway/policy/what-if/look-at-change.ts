import { printProblem } from '../../../schema/composition/problem.ts';
import { readSupergraph } from '../../../schema/composition/supergraph.ts';
import { findRuleSet, type Policy, PolicyError, readPolicy } from '../../../schema/policy/read-policy.ts';
import { checkPurposes } from '../../../schema/purposes/check-purposes.ts';
import { findMarkedFields, findPurposeFields } from '../../../schema/purposes/purpose-fields.ts';
import { PurposesError, readPurposes } from '../../../schema/purposes/read-purposes.ts';
import type { TextChanges } from '../../../schema/text-folder.ts';
import { createFieldRegister } from '../../disclosure/field-register.ts';
import { createDecisions } from '../decisions.ts';
import { compareRulings, isOpened, type OpeningChange, type Ruling } from './compare-rulings.ts';

/** What decides on disclosure, as texts. */
export interface RulingTexts {
  readonly supergraphSdl: string;
  readonly policyDirectory: string;
  readonly purposesDirectory: string;
}

export interface Change {
  /** Of files in the folder of rules, by their names there. */
  readonly policy: TextChanges;
  /** Of files in the folder of purposes. */
  readonly purposes: TextChanges;
}

/** What a change would do. */
export interface ChangeEffect {
  /** Why it could not be served; nothing is compared then. */
  readonly problems: readonly string[];
  /** How many fields of how many callers, purposes and persons more would be told of. */
  readonly opened: number;
  readonly closed: number;
  /** The first of them. */
  readonly changes: readonly OpeningChange[];
  /** How many there are beyond those. */
  readonly moreChanges: number;
}

/**
 * Says what a change opens and closes, by rules and purposes alone.
 * @param day  YYYY-MM-DD, in Vietnam
 */
export function lookAtChange(texts: RulingTexts, change: Change, day: string): ChangeEffect {
  const before = readRuling(texts, noChange, day);
  const after = readRuling(texts, change, day, change.policy.size > 0 ? undefined : before.ruling?.policy);
  const problems = [...before.problems, ...after.problems];
  if (!before.ruling || !after.ruling || problems.length > 0) {
    return { problems, opened: 0, closed: 0, changes: [], moreChanges: 0 };
  }
  const changes = [...compareRulings(before.ruling, after.ruling)];
  const fields = changes.flatMap((opening) => opening.fields);
  const opened = fields.filter(isOpened).length;
  return {
    problems: [],
    opened,
    closed: fields.length - opened,
    changes: changes.slice(0, MAX_CHANGES),
    moreChanges: Math.max(0, changes.length - MAX_CHANGES),
  };
}

const MAX_CHANGES = 200;

const noChange: Change = { policy: new Map(), purposes: new Map() };

interface RulingOutcome {
  readonly ruling?: Ruling;
  readonly problems: readonly string[];
}

/** @param known  rules that have been read, and whose answers are kept, where the change leaves them as they are */
function readRuling(texts: RulingTexts, change: Change, day: string, known?: Policy): RulingOutcome {
  const { supergraphSdl, policyDirectory, purposesDirectory } = texts;
  try {
    const supergraph = readSupergraph(supergraphSdl);
    const register = createFieldRegister(findMarkedFields(supergraph));
    const policy = known ?? readPolicy(policyDirectory, change.policy);
    const { catalogue, authorities } = readPurposes(purposesDirectory, change.purposes);
    const problems = change === noChange ? [] : checkPurposes({ catalogue, authorities }, supergraph).map(printProblem);
    const purposes = new Map(
      catalogue
        .values()
        .map((purpose) => [purpose.code, { ...purpose, fields: findPurposeFields(purpose, supergraph) }]),
    );
    const ruleSet = findRuleSet(policy, day);
    const decisions = ruleSet && createDecisions(register, authorities, ruleSet, day);
    return { ruling: { register, policy, authorities, purposes, decisions }, problems };
  } catch (error) {
    if (!(error instanceof PolicyError || error instanceof PurposesError)) throw error;
    return { problems: error.message.split('\n') };
  }
}
