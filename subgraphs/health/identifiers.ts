import { createTextScalar } from '../_kit/text-scalar.ts';

export const HealthFacilityCode = createTextScalar({
  name: 'HealthFacilityCode',
  expected: 'a facility code of 5 digits',
  pattern: /^[0-9]{5}$/,
});

export const VaccineCertificateCode = createTextScalar({
  name: 'VaccineCertificateCode',
  expected: 'a certificate code as VN9000000001',
  pattern: /^VN[0-9]{10}$/,
});

export const HealthLicenceNumber = createTextScalar({
  name: 'HealthLicenceNumber',
  expected: 'a licence number as 900001/BYT-CCHN',
  pattern: /^[0-9]{6,9}\/BYT-(CCHN|GPHN)$/,
});
