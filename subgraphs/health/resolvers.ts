import type { CitizenReference, MinistryContext, Resolvers } from '../_kit/ministry.ts';
import { HealthFacilityCode, HealthLicenceNumber, VaccineCertificateCode } from './identifiers.ts';
import type { HealthSource } from './source.ts';

type Context = MinistryContext<HealthSource>;

interface AtFacility {
  readonly facilityCode: string;
}

const facility = ({ facilityCode }: AtFacility, _args: object, { loaders }: Context) =>
  loaders.facilities.load(facilityCode);

export const resolvers: Resolvers<HealthSource> = {
  Citizen: {
    __resolveReference: ({ personalId }: CitizenReference, { loaders }: Context) => loaders.profiles.load(personalId),
    healthProfile: ({ personalId }: CitizenReference, _args, { loaders }: Context) => loaders.profiles.load(personalId),
    vaccinations: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.vaccinations.load(personalId),
    vaccineCertificates: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.certificates.load(personalId),
    covidTests: ({ personalId }: CitizenReference, _args, { loaders }: Context) => loaders.covidTests.load(personalId),
    healthPracticeLicences: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.licences.load(personalId),
  },
  HealthProfile: { facility },
  Vaccination: { facility },
  CovidTest: { facility },
  HealthFacility: {
    __resolveReference: ({ code }: { code: string }, { loaders }: Context) => loaders.facilities.load(code),
  },
  HealthFacilityCode,
  VaccineCertificateCode,
  HealthLicenceNumber,
};
