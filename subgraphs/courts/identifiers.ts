import { createTextScalar } from '../_kit/text-scalar.ts';

export const CourtCode = createTextScalar({
  name: 'CourtCode',
  expected: 'a court code as TA01901',
  pattern: /^TA[0-9]{5}$/,
});

export const CaseAcceptanceNumber = createTextScalar({
  name: 'CaseAcceptanceNumber',
  expected: 'the number of an accepted case as 10/2020/TLST-DS',
  pattern: /^[1-9][0-9]*\/[0-9]{4}\/TL(ST|PT)-(DS|HNGĐ|KDTM|LĐ|HC|HS)$/,
});

export const CaseRegisterNumber = createTextScalar({
  name: 'CaseRegisterNumber',
  expected: 'a court code, a colon and an acceptance number, as TA01901:10/2020/TLST-DS',
  pattern: /^TA[0-9]{5}:[1-9][0-9]*\/[0-9]{4}\/TL(ST|PT)-(DS|HNGĐ|KDTM|LĐ|HC|HS)$/,
});

export const JudgmentNumber = createTextScalar({
  name: 'JudgmentNumber',
  expected: 'the number of a judgment as 53/2020/DS-ST',
  pattern: /^[1-9][0-9]*\/[0-9]{4}\/(DS|HNGĐ|KDTM|LĐ|HC|HS)-(ST|PT|GĐT)$/,
});

export const Sha256Digest = createTextScalar({
  name: 'Sha256Digest',
  expected: 'a SHA-256 digest of 64 lower-case hexadecimal digits',
  pattern: /^[0-9a-f]{64}$/,
});
