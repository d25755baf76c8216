import type { CitizenReference, MinistryContext, Resolvers } from '../_kit/ministry.ts';
import type { TaxSource } from './source.ts';
import { TaxCode } from './tax-code.ts';

type Context = MinistryContext<TaxSource>;

export const resolvers: Resolvers<TaxSource> = {
  Citizen: {
    __resolveReference: ({ personalId }: CitizenReference, { loaders }: Context) => loaders.taxpayers.load(personalId),
    taxpayer: ({ personalId }: CitizenReference, _args, { loaders }: Context) => loaders.taxpayers.load(personalId),
  },
  Taxpayer: {
    registrations: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.registrations.load(personalId),
    dependants: ({ personalId }: CitizenReference, _args, { loaders }: Context) => loaders.dependants.load(personalId),
    incomes: ({ personalId }: CitizenReference, _args, { loaders }: Context) => loaders.incomes.load(personalId),
    obligations: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.obligations.load(personalId),
    debt: async ({ personalId }: CitizenReference, _args, { loaders }: Context) => {
      const obligations = await loaders.obligations.load(personalId);
      return obligations.reduce((debt, { amount, paid }) => debt + amount - paid, 0);
    },
  },
  TaxDependant: {
    citizen: ({ dependantPersonalId }: { dependantPersonalId: string }) => ({ personalId: dependantPersonalId }),
  },
  TaxCode,
};
