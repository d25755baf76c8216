import { isDeepStrictEqual } from 'node:util';
import { type PolicyJson, policyToJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { Recipient } from '../purposes/purpose.ts';
import type { CallerProfile, FieldFacts, PurposeFacts, Question } from './question.ts';
import type { Rule } from './rule.ts';

/** What rules can tell apart, and so what of a question their answer depends on. */
export interface Distinctions {
  /** Equal for questions that no rule can tell apart. */
  readonly keyOf: (question: Question) => string;
}

/**
 * Finds what rules can tell apart. They see an entity by its attributes, each of which they have to name, and by
 * comparing it with one that they name; the schema gives no other way, since it has neither groups of entities nor
 * attributes that hold fields or callers. So an attribute or an entity that no rule names decides nothing. Of a purpose's
 * recipients, which are its tags, they see those whose role they look up.
 */
export function findDistinctions(rules: readonly Rule[]): Distinctions {
  const named: Names = { attributes: new Set(), entities: new Set(), otherTags: false };
  for (const { text } of rules) {
    const parsed = policyToJson(text);
    if (parsed.type === 'failure') throw new Error('A rule that was read cannot be read again');
    collectNames(parsed.json, named);
  }
  const seen = (attribute: string, value: unknown): unknown => (named.attributes.has(attribute) ? value : null);
  const identity = (type: string, id: string): unknown => (named.entities.has(`${type} ${id}`) ? id : null);

  const callerKey = keptBy(({ role, agencyKind, eidLevel, hasFinding }: CallerProfile) => [
    seen('role', role),
    seen('agencyKind', agencyKind),
    seen('eidLevel', eidLevel),
    seen('hasFinding', hasFinding),
  ]);
  const purposeKey = keptBy(({ code, kind, isInForce, consentCeiling, recipients }: PurposeFacts) => [
    identity('Purpose', code),
    seen('kind', kind),
    seen('isInForce', isInForce),
    seen('consentCeiling', consentCeiling),
    named.otherTags ? recipients : null,
  ]);
  const recipientKey = keptBy(({ agencies, eidLevel }: Recipient) => [agencies, eidLevel]);
  const fieldKey = keptBy(({ coordinate, class: dataClass, ministries, scope, authorities }: FieldFacts) =>
    // Of a field that is public rules see nothing but which one it is.
    dataClass === 'PUBLIC'
      ? [identity('PublicField', coordinate)]
      : [
          identity('PersonalField', coordinate),
          seen('ministries', ministries),
          seen('scope', scope),
          // The eID level that a field needs follows from its class.
          named.attributes.has('eidLevel') ? dataClass : seen('class', dataClass),
          seen('authorities', authorities),
        ],
  );

  return {
    keyOf({ caller, purpose, field, person, listed, isConsented }) {
      const recipient = purpose.recipients.find(({ role }) => role === caller.role);
      const who = `${callerKey(caller)} ${recipient ? recipientKey(recipient) : ''}`;
      const about = `${purposeKey(purpose)} ${fieldKey(field)}`;
      return `${who} ${about} ${seen('person', person)} ${listed} ${isConsented}`;
    },
  };
}

/** Makes the key of an object once: the same objects come up in question after question. */
function keptBy<Facts extends object>(list: (facts: Facts) => readonly unknown[]): (facts: Facts) => string {
  const keys = new WeakMap<Facts, string>();
  return (facts) => {
    const known = keys.get(facts);
    if (known !== undefined) return known;
    const key = JSON.stringify(list(facts));
    keys.set(facts, key);
    return key;
  };
}

interface Names {
  readonly attributes: Set<string>;
  /** `Purpose emergency` */
  readonly entities: Set<string>;
  /** Whether some rule looks at a purpose's recipients of another role than the caller's. */
  otherTags: boolean;
}

/** In the JSON of a rule every way to an attribute has an `attr`, and every entity a `type` and an `id`. */
function collectNames(node: PolicyJson | unknown, names: Names): void {
  if (node === null || typeof node !== 'object') return;
  if ('attr' in node) for (const attribute of [node.attr].flat()) names.attributes.add(String(attribute));
  if ('type' in node && 'id' in node) names.entities.add(`${node.type} ${node.id}`);
  for (const operation of ['hasTag', 'getTag'] as const) {
    if (operation in node && !isDeepStrictEqual(Object(node)[operation].right, callersRole)) names.otherTags = true;
  }
  for (const child of Object.values(node)) collectNames(child, names);
}

/** `principal.role` */
const callersRole = { '.': { left: { Var: 'principal' }, attr: 'role' } };
