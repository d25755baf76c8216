import { createTextScalar } from '../_kit/text-scalar.ts';

export const AgencyCode = createTextScalar({
  name: 'AgencyCode',
  expected: 'an agency code as H01.901',
  pattern: /^[A-Z][0-9]{2}(\.[0-9]{1,3}){0,3}$/,
});

export const CivilServantRankCode = createTextScalar({
  name: 'CivilServantRankCode',
  expected: 'a rank code as 01.003 or V.07.05.15',
  pattern: /^([0-9]{2}\.[0-9]{3}|V\.[0-9]{2}\.[0-9]{2}\.[0-9]{2})$/,
});
