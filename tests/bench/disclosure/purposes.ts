import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The purpose that the unified view states. */
export const PURPOSE = 'identity-verification';

/** Of what the view asks for, what law opens, what a citizen may consent to, and what is closed to the caller. */
const byLaw = [
  'Citizen.fullName',
  'Citizen.dateOfBirth',
  'Citizen.sex',
  'Citizen.nationalities',
  'Citizen.identityCards',
  'Citizen.birthPlace',
  'Citizen.maritalStatus',
  'Citizen.relationToHead',
  'population.residence',
  'tax.registration',
  'social-insurance.book',
  'social-insurance.health-card',
  'education.record',
] as const;
export const byConsent = [
  'Citizen.legacyIdNumbers',
  'Citizen.phoneNumber',
  'Citizen.eidAccount',
  'Citizen.healthProfile',
  'Citizen.vaccinations',
  'Citizen.educationRecord',
  'SocialInsurance.periods',
  'SocialInsurance.unemploymentInsurance',
  'EducationRecord.learner',
  'EducationRecord.diplomas',
] as const;
const closed = [
  'Citizen.ethnicity',
  'Citizen.civilServant',
  'Citizen.civilCases',
  'tax.income',
  'tax.obligations',
  'social-insurance.health-card-group',
] as const;

/** A catalogue in which the view's purpose opens two thirds of it, and another in which it opens all. */
export async function writePurposes(directory: string): Promise<{ readonly some: string; readonly all: string }> {
  const some = await writeCatalogue(join(directory, 'purposes-some'), byLaw, byConsent);
  const all = await writeCatalogue(join(directory, 'purposes-all'), [...byLaw, ...byConsent, ...closed], []);
  return { some, all };
}

async function writeCatalogue(directory: string, law: readonly string[], consent: readonly string[]): Promise<string> {
  await cp(join(import.meta.dirname, '..', '..', '..', 'schema', 'purposes'), directory, { recursive: true });
  const purpose = {
    title: { vi: 'Đo hiệu năng', en: 'Measured' },
    kind: 'verification',
    basis: [{ document: 'identification-law-2023', article: 'Art. 10' }],
    recipients: [{ role: 'clerk', agencies: ['one-stop-shop'], eidLevel: 2 }],
    byLaw: { subject: [...new Set(law)] },
    ...(consent.length > 0 && {
      byConsent: { subject: consent },
      consentCeiling: { maxDays: 365, eidLevel: 2 },
    }),
  };
  // JSON is YAML.
  await writeFile(join(directory, 'catalogue', `${PURPOSE}.yaml`), JSON.stringify(purpose, undefined, 2));
  return directory;
}
