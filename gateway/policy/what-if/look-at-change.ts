import { isDeepStrictEqual } from 'node:util';
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
  readonly policy: TextsOfFolder;
  readonly purposes: TextsOfFolder;
}

export interface TextsOfFolder {
  readonly directory: string;
  /** By names in the folder. */
  readonly changes: TextChanges;
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
export function lookAtChange(textsBefore: RulingTexts, textsAfter: RulingTexts, day: string): ChangeEffect {
  const before = readRuling(textsBefore, day);
  const isRuledAlike = isDeepStrictEqual(textsBefore.policy, textsAfter.policy);
  const after = readRuling(textsAfter, day, isRuledAlike ? before.ruling?.policy : undefined);
  const excess = after.ruling ? checkPurposes(after.ruling, readSupergraph(textsAfter.supergraphSdl)) : [];
  const problems = [...before.problems, ...after.problems, ...excess.map(printProblem)];
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

interface RulingOutcome {
  readonly ruling?: Ruling;
  readonly problems: readonly string[];
}

/** @param known  the rules, where they have been read and have answered already */
function readRuling({ supergraphSdl, ...texts }: RulingTexts, day: string, known?: Policy): RulingOutcome {
  try {
    const supergraph = readSupergraph(supergraphSdl);
    const register = createFieldRegister(findMarkedFields(supergraph));
    const policy = known ?? readPolicy(texts.policy.directory, texts.policy.changes);
    const { catalogue, authorities } = readPurposes(texts.purposes.directory, texts.purposes.changes);
    const purposes = new Map(
      catalogue
        .values()
        .map((purpose) => [purpose.code, { ...purpose, fields: findPurposeFields(purpose, supergraph) }]),
    );
    const ruleSet = findRuleSet(policy, day);
    const decisions = ruleSet && createDecisions(register, authorities, ruleSet, day);
    return { ruling: { register, policy, catalogue: purposes, authorities, decisions }, problems: [] };
  } catch (error) {
    if (!(error instanceof PolicyError || error instanceof PurposesError)) throw error;
    return { problems: error.message.split('\n') };
  }
}
