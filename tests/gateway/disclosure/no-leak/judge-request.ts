import type { SentRequest } from './ask.ts';
import type { SampleCaller } from './callers.ts';
import { type Judge, Refused } from './expect-answer.ts';
import { judge, mayState, type Question } from './rules.ts';
import type { Bearer, World } from './world.ts';

/** What the answer to one request is decided by: who is identified, what is stated, and the rules. */
export function judgeRequest({ caller, self }: SentRequest, world: World): Judge {
  const { population, purposes } = world;
  const subjects = new Set<string>();
  const question: { -readonly [Key in keyof Question]: Question[Key] } = { caller, purpose: undefined, subjects };
  let stated: string | undefined;

  function state({ code, dossier = null }: Arguments['purpose']): void {
    const purpose = purposes.get(code);
    if (!purpose) throw new Refused('PURPOSE_UNKNOWN');
    if (!mayState(purpose, { ...caller, eidLevel: 2 })) throw new Refused('PURPOSE_NOT_YOURS');
    if (!mayState(purpose, caller)) throw new Refused('ASSURANCE_TOO_LOW');
    stated ??= `${code} ${dossier}`;
    if (stated !== `${code} ${dossier}`) throw new Refused('PURPOSES_DIFFER');
    question.purpose = purpose;
  }

  function identify(bearer: Bearer | undefined, { fullName, dateOfBirth }: Arguments): object {
    if (!bearer || bearer.isProtected || bearer.fullName !== fullName || bearer.dateOfBirth !== dateOfBirth) {
      throw new Refused('IDENTITY_MISMATCH');
    }
    // Nobody here has declared an emergency.
    if (question.purpose?.kind === 'emergency') throw new Refused('EMERGENCY_ACCESS_REQUIRED');
    subjects.add(bearer.personalId);
    return bearer.source;
  }

  const resolvers: Readonly<Record<string, (args: Arguments) => unknown>> = {
    citizen(args) {
      checkMayName(caller);
      state(args.purpose);
      return identify(population.find(args.personalId), args);
    },
    citizenByLegacyId(args) {
      checkMayName(caller);
      state(args.purpose);
      const holder = population.families.flat().find(({ legacyId }) => legacyId === args.number);
      return identify(holder && population.find(holder.personalId), args);
    },
    me({ purpose }) {
      if (caller.role !== 'citizen' && caller.role !== 'portal') throw new Refused('IDENTITY_NOT_CITIZEN');
      state(purpose ?? { code: 'own-view' });
      const bearer = population.find(self);
      if (!bearer) throw new Refused('IDENTITY_MISMATCH');
      subjects.add(bearer.personalId);
      return bearer.source;
    },
  };

  return {
    resolveRoot(field, args) {
      const resolve = resolvers[field];
      return resolve ? resolve(args as unknown as Arguments) : world.resolveRoot(field, args);
    },
    reasonFor: (owner, coordinate) =>
      world.marks.has(coordinate) ? judge(question, world, owner, coordinate) : undefined,
  };
}

interface Arguments {
  readonly personalId: string;
  readonly number: string;
  readonly fullName: string;
  readonly dateOfBirth: string;
  readonly purpose: { readonly code: string; readonly dossier?: string | null };
}

function checkMayName({ role }: SampleCaller): void {
  if (role !== 'clerk' && role !== 'partner') throw new Refused('IDENTITY_NOT_ASKABLE');
}
