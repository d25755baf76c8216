import { checkParseSchema, validate } from '@cedar-policy/cedar-wasm/nodejs';
import { check, optional, picklist, pipe, record, regex, strictObject, string } from 'valibot';
import { dataClasses } from '../marks/mark.ts';
import { readYaml } from '../purposes/read-yaml.ts';
import { isDate } from '../scalars/date.ts';
import { openTextFolder, type TextChanges } from '../text-folder.ts';
import { printFault, type Rule, readRules } from './rule.ts';
import { openRuleSet, type RuleSet } from './rule-set.ts';

/** What decides on disclosure: sets of rules, one after the other in time. */
export interface Policy {
  readonly ruleSets: readonly RuleSet[];
  close(): void;
}

/** Its message has a line for each problem, with the file and the line or the rule in it. */
export class PolicyError extends Error {}

/** The rules that come with Citizen Graph. */
export const policyDirectory = import.meta.dirname;

/**
 * Reads a folder of rules: `citizen-graph.cedarschema`, `rule-sets.yaml`, `always/*.cedar` and for each set
 * `rule-sets/<id>.cedar`. All of them are held against the Cedar schema, strictly.
 * @param changes  of files by their names in the folder: `always/restricted.cedar`
 * @throws PolicyError
 */
export function readPolicy(directory = policyDirectory, changes?: TextChanges): Policy {
  const folder = openTextFolder(directory, changes);
  const problems: string[] = [];
  const schema = readText(schemaName);
  const parsedSchema = checkParseSchema(schema);
  if (parsedSchema.type === 'failure') {
    throw new PolicyError(parsedSchema.errors.map((error) => printFault(schemaName, schema, error)).join('\n'));
  }
  const always = listRules('always').flatMap(readRuleFile);
  const { content: days = {}, problems: unreadable } = readYaml(folder.read(setsName), setsName, ruleSetsFile);
  problems.push(...unreadable, ...findOverlaps(days));
  const sets = Object.entries(days).map(([id, { from, until, classes }]) => {
    const rules = [...always, ...readRuleFile(`rule-sets/${id}.cedar`)];
    return { id, from, until, classes: new Map(Object.entries(classes)), rules };
  });
  for (const name of listRules('rule-sets')) {
    if (!sets.some(({ id }) => name === `rule-sets/${id}.cedar`))
      problems.push(`${name}: ${setsName} names no such set.`);
  }
  for (const { rules } of sets) problems.push(...findRepeated(rules), ...findUnsound(rules, schema));
  if (problems.length > 0) throw new PolicyError([...new Set(problems)].join('\n'));

  const ruleSets = sets.map((set) => openRuleSet(set, schema));
  return {
    ruleSets,
    close: () => {
      for (const ruleSet of ruleSets) ruleSet.close();
    },
  };

  function readText(name: string): string {
    const text = folder.read(name);
    if (text === undefined) throw new PolicyError(`${name}: cannot be read`);
    return text;
  }

  function listRules(name: string): readonly string[] {
    return folder.list(name).filter((file) => file.endsWith('.cedar'));
  }

  function readRuleFile(name: string): readonly Rule[] {
    const { rules, problems: found } = readRules(name, readText(name));
    problems.push(...found);
    return rules;
  }
}

/** The rules of a day; undefined when there are none, and so nothing about a person is open. */
export function findRuleSet({ ruleSets }: Policy, day: string): RuleSet | undefined {
  return ruleSets.find(({ from, until }) => from <= day && (until === undefined || day <= until));
}

const schemaName = 'citizen-graph.cedarschema';
const setsName = 'rule-sets.yaml';

const day = pipe(string(), check(isDate, 'must be a calendar day as YYYY-MM-DD'));

/** `rule-sets.yaml`: by id, the days on which a set holds, and what it classes otherwise than the marks. */
const ruleSetsFile = record(
  pipe(string(), regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')),
  strictObject({ from: day, until: optional(day), classes: optional(record(string(), picklist(dataClasses)), {}) }),
);

type Days = Readonly<Record<string, { readonly from: string; readonly until?: string | undefined }>>;

function* findOverlaps(days: Days): Iterable<string> {
  const sets = Object.entries(days).sort(([, a], [, b]) => (a.from < b.from ? -1 : 1));
  for (const [at, [id, { from, until }]] of sets.entries()) {
    const next = sets[at + 1];
    if (until !== undefined && until < from) yield `${setsName}: ${id} ends before it begins.`;
    if (next && (until === undefined || next[1].from <= until)) {
      yield `${setsName}: ${id} and ${next[0]} hold on the same days. One set holds on a day.`;
    }
  }
}

function findRepeated(rules: readonly Rule[]): string[] {
  const repeated = rules.filter(({ id }, at) => rules.findIndex((other) => other.id === id) !== at);
  return repeated.map(({ file, id }) => `${file}: ${id} is the @id of another rule.`);
}

/** What Cedar says against rules, as errors or as warnings. */
function findUnsound(rules: readonly Rule[], schema: string): string[] {
  const staticPolicies = Object.fromEntries(rules.map(({ id, text }) => [id, text]));
  const answer = validate({ schema, policies: { staticPolicies }, validationSettings: { mode: 'strict' } });
  if (answer.type === 'failure') return answer.errors.map(({ message }) => message);
  return [...answer.validationErrors, ...answer.validationWarnings].map(({ policyId, error }) => {
    const { file } = rules.find(({ id }) => id === policyId) ?? { file: setsName };
    return `${file}: ${policyId}: ${error.message}${error.help ? ` (${error.help})` : ''}`;
  });
}
