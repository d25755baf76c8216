import type { CitizenReference, MinistryContext, Resolvers } from '../_kit/ministry.ts';
import { CaseAcceptanceNumber, CaseRegisterNumber, CourtCode, JudgmentNumber, Sha256Digest } from './identifiers.ts';
import type { CourtsSource } from './source.ts';

type Context = MinistryContext<CourtsSource>;

interface CaseReference {
  readonly registerNumber: string;
}

export const resolvers: Resolvers<CourtsSource> = {
  Citizen: {
    __resolveReference: async ({ personalId }: CitizenReference, { loaders }: Context) =>
      (await loaders.participations.load(personalId)).length > 0 ? { personalId } : null,
    civilCases: async ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      nullIfEmpty((await loaders.participations.load(personalId)).filter(({ kind }) => kind !== 'CRIMINAL')),
    criminalCases: async ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      nullIfEmpty((await loaders.participations.load(personalId)).filter(({ kind }) => kind === 'CRIMINAL')),
  },
  CaseParticipation: {
    case: ({ registerNumber }: CaseReference, _args, { loaders }: Context) => loaders.cases.load(registerNumber),
  },
  CourtCase: {
    __resolveReference: ({ registerNumber }: CaseReference, { loaders }: Context) => loaders.cases.load(registerNumber),
    court: ({ courtCode }: { courtCode: string }, _args, { loaders }: Context) => loaders.courts.load(courtCode),
    parties: ({ registerNumber }: CaseReference, _args, { loaders }: Context) => loaders.parties.load(registerNumber),
    evidence: ({ registerNumber }: CaseReference, _args, { loaders }: Context) => loaders.evidence.load(registerNumber),
  },
  CaseParty: {
    citizen: ({ personalId }: CitizenReference) => ({ personalId }),
  },
  Court: {
    successor: ({ successorCode }: { successorCode: string | null }, _args, { loaders }: Context) =>
      successorCode === null ? null : loaders.courts.load(successorCode),
  },
  CaseAcceptanceNumber,
  CaseRegisterNumber,
  CourtCode,
  JudgmentNumber,
  Sha256Digest,
};

/**
 * Somebody without cases is null here, and so are both lists. An empty list beside it would tell that the person is in
 * the register for something else.
 */
function nullIfEmpty<T>(items: readonly T[]): readonly T[] | null {
  return items.length > 0 ? items : null;
}
