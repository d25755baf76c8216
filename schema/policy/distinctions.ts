import { type PolicyJson, policyToJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { Question } from './question.ts';
import type { Rule } from './rule.ts';

/** What rules can tell apart, and so what of a question their answer depends on. */
export interface Distinctions {
  /** Equal for questions that no rule can tell apart. */
  readonly keyOf: (question: Question) => string;
}

/**
 * Finds what rules can tell apart. They see an entity by its attributes, each of which they have to name, and by
 * comparing it with one that they name; the schema gives no other way, since it has neither groups of entities nor
 * attributes that hold fields or callers. So an attribute or an entity that no rule names decides nothing.
 */
export function findDistinctions(rules: readonly Rule[]): Distinctions {
  const named = { attributes: new Set<string>(), entities: new Set<string>() };
  for (const { text } of rules) {
    const parsed = policyToJson(text);
    if (parsed.type === 'failure') throw new Error('A rule that was read cannot be read again');
    collectNames(parsed.json, named);
  }
  const seen = (attribute: string, value: unknown): unknown => (named.attributes.has(attribute) ? value : null);
  const identity = (type: string, id: string): unknown => (named.entities.has(`${type} ${id}`) ? id : null);

  return {
    keyOf({ caller, purpose, field, person, listed, isConsented }) {
      const who = [
        seen('role', caller.role),
        seen('agencyKind', caller.agencyKind),
        seen('eidLevel', caller.eidLevel),
        seen('hasFinding', caller.hasFinding),
      ];
      const what = [
        identity('Purpose', purpose.code),
        seen('kind', purpose.kind),
        seen('isInForce', purpose.isInForce),
        seen('consentCeiling', purpose.consentCeiling),
        purpose.recipients,
      ];
      // Of a field that is public rules see nothing but which one it is.
      const which =
        field.class === 'PUBLIC'
          ? [identity('PublicField', field.coordinate)]
          : [
              identity('PersonalField', field.coordinate),
              seen('ministries', field.ministries),
              seen('scope', field.scope),
              // The eID level that a field needs follows from its class.
              named.attributes.has('eidLevel') ? field.class : seen('class', field.class),
              seen('authorities', field.authorities),
            ];
      return JSON.stringify([who, what, which, person, listed, isConsented]);
    },
  };
}

interface Names {
  readonly attributes: Set<string>;
  /** `Purpose emergency` */
  readonly entities: Set<string>;
}

/** In the JSON of a rule every way to an attribute has an `attr`, and every entity a `type` and an `id`. */
function collectNames(node: PolicyJson | unknown, names: Names): void {
  if (node === null || typeof node !== 'object') return;
  if ('attr' in node) for (const attribute of [node.attr].flat()) names.attributes.add(String(attribute));
  if ('type' in node && 'id' in node) names.entities.add(`${node.type} ${node.id}`);
  for (const child of Object.values(node)) collectNames(child, names);
}
