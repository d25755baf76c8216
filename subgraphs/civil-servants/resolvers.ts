import type { CitizenReference, MinistryContext, Resolvers } from '../_kit/ministry.ts';
import { AgencyCode, CivilServantRankCode } from './identifiers.ts';
import type { CivilServantsSource } from './source.ts';

type Context = MinistryContext<CivilServantsSource>;

interface AtAgency {
  readonly agencyCode: string;
}

const agency = ({ agencyCode }: AtAgency, _args: object, { loaders }: Context) => loaders.agencies.load(agencyCode);

export const resolvers: Resolvers<CivilServantsSource> = {
  Citizen: {
    __resolveReference: ({ personalId }: CitizenReference, { loaders }: Context) =>
      loaders.civilServants.load(personalId),
    civilServant: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.civilServants.load(personalId),
  },
  CivilServant: {
    agency,
    foreignLanguages: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.languages.load(personalId),
    workHistory: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.workPeriods.load(personalId),
    trainings: ({ personalId }: CitizenReference, _args, { loaders }: Context) => loaders.trainings.load(personalId),
    commendations: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.commendations.load(personalId),
    foreignTrips: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.foreignTrips.load(personalId),
    disciplines: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.disciplines.load(personalId),
    relatives: ({ personalId }: CitizenReference, _args, { loaders }: Context) => loaders.relatives.load(personalId),
  },
  CivilServantWorkPeriod: { agency },
  CivilServantRelative: {
    citizen: ({ relativePersonalId }: { relativePersonalId: string }) => ({ personalId: relativePersonalId }),
  },
  Agency: {
    __resolveReference: ({ code }: { code: string }, { loaders }: Context) => loaders.agencies.load(code),
  },
  AgencyCode,
  CivilServantRankCode,
};
