import type { Role } from '../../schema/callers.ts';
import { CodedError } from '../../schema/coded-error.ts';
import type { CallerProfile } from '../../schema/policy/question.ts';
import { dayInVietnam } from '../../schema/purposes/in-force.ts';
import type { FieldOpening, OpeningChange } from '../policy/what-if/compare-rulings.ts';
import type { RequestContext } from '../request/request-context.ts';

interface WhatIfArguments {
  readonly files: readonly { readonly name: string; readonly text?: string | null }[];
  readonly day?: string | null;
}

/** What a change of rules and purposes would do. It tells of rules, not of persons. */
export const whatIfResolvers = {
  Query: {
    async whatIf(_: unknown, { files, day }: WhatIfArguments, { caller, whatIf }: RequestContext) {
      if (!caller || !supervisors.has(caller.role)) {
        throw new CodedError('WHAT_IF_NOT_YOURS', { role: caller?.role ?? 'anonymous' });
      }
      const change = { policy: new Map<string, string | null>(), purposes: new Map<string, string | null>() };
      for (const { name, text } of files) {
        const [, folder, path] = fileName.exec(name) ?? [];
        if (!path || files.length > MAX_FILES || (text?.length ?? 0) > MAX_CHARACTERS) throw invalidFile();
        change[folder === 'policy' ? 'policy' : 'purposes'].set(path, text ?? null);
      }
      return await whatIf(change, day ?? dayInVietnam(new Date()));
    },
  },
  OpeningChange: {
    role: ({ caller }: OpeningChange) => caller.role,
    agencyKind: ({ caller: { agencyKind } }: { readonly caller: CallerProfile }) =>
      agencyKind === 'none' ? null : agencyKind,
    eidLevel: ({ caller }: OpeningChange) => caller.eidLevel,
    person: ({ person }: OpeningChange) => person.toUpperCase(),
  },
  FieldOpening: {
    before: ({ before }: FieldOpening) => asEnum(before),
    after: ({ after }: FieldOpening) => asEnum(after),
  },
};

const supervisors: ReadonlySet<Role> = new Set<Role>(['officer', 'auditor']);

/** `policy/always/restricted.cedar`. Names are looked up in the change alone and never made into paths. */
const fileName = /^(policy|purposes)\/([a-z0-9-]+(?:\/[a-z0-9-]+)?\.(?:cedar|cedarschema|yaml))$/;

const MAX_FILES = 20;
const MAX_CHARACTERS = 100_000;

function invalidFile(): CodedError {
  return new CodedError('VALUE_INVALID', {
    value: 'files',
    expected: `at most ${MAX_FILES} names such as policy/always/trial.cedar or purposes/catalogue/trial.yaml, each with a text of at most ${MAX_CHARACTERS} characters`,
  });
}

function asEnum(opening: string): string {
  return opening.toUpperCase().replaceAll('-', '_');
}
