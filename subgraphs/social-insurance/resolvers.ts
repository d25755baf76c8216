import type { CitizenReference, MinistryContext, Resolvers } from '../_kit/ministry.ts';
import { EmployerTaxCode } from './employer-tax-code.ts';
import { HealthInsuranceCode } from './health-insurance-code.ts';
import { SocialInsuranceNumber } from './social-insurance-number.ts';
import type { SocialInsuranceSource } from './source.ts';

type Context = MinistryContext<SocialInsuranceSource>;

export const resolvers: Resolvers<SocialInsuranceSource> = {
  Citizen: {
    __resolveReference: ({ personalId }: CitizenReference, { loaders }: Context) => loaders.insured.load(personalId),
    socialInsurance: ({ personalId }: CitizenReference, _args, { loaders }: Context) => loaders.books.load(personalId),
    healthInsuranceCard: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.healthCards.load(personalId),
  },
  SocialInsurance: {
    number: insured('number'),
    recordedName: insured('recordedName'),
    recordedDateOfBirth: insured('recordedDateOfBirth'),
    periods: ({ personalId }: CitizenReference, _args, { loaders }: Context) => loaders.periods.load(personalId),
    unemploymentInsurance: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.unemploymentInsurances.load(personalId),
    pension: ({ personalId }: CitizenReference, _args, { loaders }: Context) => loaders.pensions.load(personalId),
  },
  HealthInsuranceCard: {
    number: insured('number'),
    printedName: async ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      (await loaders.insured.load(personalId))?.recordedName.toLocaleUpperCase('vi'),
    firstFacility: ({ facilityCode }: { facilityCode: string }, _args, { loaders }: Context) =>
      loaders.facilities.load(facilityCode),
    householdPremium: ({ householdOrder }: { householdOrder: number | null }) =>
      householdOrder && { order: householdOrder, percentage: householdPercentage(householdOrder) },
  },
  SocialInsuranceNumber,
  HealthInsuranceCode,
  EmployerTaxCode,
};

/** Whose book or card it is stands once, in the table of the insured. */
function insured(field: 'number' | 'recordedName' | 'recordedDateOfBirth') {
  return async ({ personalId }: CitizenReference, _args: object, { loaders }: Context) =>
    (await loaders.insured.load(personalId))?.[field];
}

/** Steps of the premium by place in the household, from 1; the fifth and all after it pay alike. */
function householdPercentage(order: number): number {
  return [100, 70, 60, 50][order - 1] ?? 40;
}
