import type { CitizenReference, MinistryContext, Resolvers } from '../_kit/ministry.ts';
import { EducationCode } from './education-code.ts';
import { SchoolCode } from './school-code.ts';
import { SchoolYear } from './school-year.ts';
import type { EducationSource } from './source.ts';

type Context = MinistryContext<EducationSource>;

export const resolvers: Resolvers<EducationSource> = {
  Citizen: {
    __resolveReference: ({ personalId }: CitizenReference, { loaders }: Context) => loaders.records.load(personalId),
    educationRecord: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.records.load(personalId),
  },
  EducationRecord: {
    learner: ({ personalId }: CitizenReference, _args, { loaders }: Context) => loaders.learners.load(personalId),
    diplomas: ({ personalId }: CitizenReference, _args, { loaders }: Context) => loaders.diplomas.load(personalId),
    examRegistrations: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.examRegistrations.load(personalId),
    admissionApplications: ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      loaders.admissionApplications.load(personalId),
    teacher: ({ personalId }: CitizenReference, _args, { loaders }: Context) => loaders.teachers.load(personalId),
    specialNeeds: async ({ personalId }: CitizenReference, _args, { loaders }: Context) =>
      (await loaders.specialNeeds.load(personalId)).map(({ kind }) => kind),
  },
  ExamRegistration: {
    results: async ({ personalId, year }: CitizenReference & { year: number }, _args, { loaders }: Context) => {
      const results = (await loaders.examResults.load(personalId)).filter((result) => result.year === year);
      return results.length > 0 ? results : null;
    },
  },
  School: {
    __resolveReference: ({ code }: { code: string }, { loaders }: Context) => loaders.schools.load(code),
  },
  Learner: { school: loadSchool },
  Diploma: { school: loadSchool },
  Teacher: { school: loadSchool },
  AdmissionApplication: { university: loadSchool },
  EducationCode,
  SchoolCode,
  SchoolYear,
};

function loadSchool({ schoolCode }: { schoolCode: string }, _args: object, { loaders }: Context) {
  return loaders.schools.load(schoolCode);
}
