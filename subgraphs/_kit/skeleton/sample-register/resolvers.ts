import type { CitizenReference, MinistryContext, Resolvers } from '../../ministry.ts';
import type { SampleRegisterSource } from './source.ts';

type Context = MinistryContext<SampleRegisterSource>;

export const resolvers: Resolvers<SampleRegisterSource> = {
  Citizen: {
    __resolveReference: ({ personalId }: CitizenReference, { loaders }: Context) => loaders.entries.load(personalId),
    sampleRegisterEntry: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.entries.load(personalId),
  },
};
