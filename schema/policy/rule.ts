import { type DetailedError, policySetTextToParts, policyToJson } from '@cedar-policy/cedar-wasm/nodejs';

/** One `permit` or `forbid`. */
export interface Rule {
  /** Its `@id`, which no other rule has: `restricted-to-authorities`. */
  readonly id: string;
  /** `always/restricted.cedar` */
  readonly file: string;
  readonly effect: 'permit' | 'forbid';
  /** Why what it forbids is withheld; undefined of a `permit`. */
  readonly reason: RuleReason | undefined;
  /** The law that it rests on: `personal-data-law-2025, Art. 19`. A `permit` has one. */
  readonly basis: Basis | undefined;
  /** As it is written. */
  readonly text: string;
}

export interface Basis {
  /** Its id in `legal-documents.yaml`. */
  readonly document: string;
  readonly article: string | undefined;
}

/** What a `forbid` may give as its `@reason`, the one that is told before the others first. */
export const ruleReasons = ['CALLER_BLOCKED', 'RESTRICTED', 'ASSURANCE_TOO_LOW', 'NOT_IN_PURPOSE'] as const;

export type RuleReason = (typeof ruleReasons)[number];

/** Reads the rules of a file, and says what is wrong with them by themselves. */
export function readRules(
  file: string,
  text: string,
): { readonly rules: readonly Rule[]; readonly problems: string[] } {
  const parts = policySetTextToParts(text);
  if (parts.type === 'failure')
    return { rules: [], problems: parts.errors.map((error) => printFault(file, text, error)) };
  const problems = parts.policy_templates.map(
    () => `${file}: has a rule with a ?slot, which nobody fills. Write it out.`,
  );
  const rules: Rule[] = [];
  for (const part of parts.policies) {
    const rule = readRule(file, part);
    if (typeof rule === 'string') problems.push(`${file}:${lineOf(text, text.indexOf(part))}: ${rule}`);
    else rules.push(rule);
  }
  return { rules, problems };
}

/** @returns what is wrong with it, as a sentence, when something is */
function readRule(file: string, text: string): Rule | string {
  const parsed = policyToJson(text);
  if (parsed.type === 'failure') return parsed.errors.map(({ message }) => message).join('; ');
  const { effect, annotations = {} } = parsed.json;
  const { id, reason, basis } = annotations;
  if (id === undefined || !idPattern.test(id))
    return 'has a rule without an @id of lower-case words joined by hyphens.';
  const told = ruleReasons.find((known) => known === reason);
  if (effect === 'forbid' && !told) return `${id}: a forbid needs a @reason, one of ${ruleReasons.join(', ')}.`;
  if (effect === 'permit' && reason !== undefined) return `${id}: a permit withholds nothing, so it has no @reason.`;
  if (basis !== undefined && !basisPattern.test(basis)) {
    return `${id}: its @basis is no document and article, such as "decree-13-2023, Art. 17".`;
  }
  return { id, file, effect, reason: told, basis: basis === undefined ? undefined : readBasis(basis), text };
}

function readBasis(text: string): Basis {
  const [, document = '', article] = basisPattern.exec(text) ?? [];
  return { document, article };
}

const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)?$/;
const basisPattern = /^([a-z0-9-]+)(?:, (\S.*))?$/;

/** One line: `always/consents.cedar:12: …` */
export function printFault(file: string, text: string, { message, help, sourceLocations = [] }: DetailedError): string {
  const [location] = sourceLocations;
  const place = location ? `${file}:${lineOf(text, location.start)}` : file;
  return `${place}: ${message}${help ? ` (${help})` : ''}`;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, Math.max(offset, 0)).split('\n').length;
}
