/** What kinds of users there are. Purposes say which they are for, and access tokens who is which. */
export const roles = ['clerk', 'portal', 'analyst', 'citizen', 'partner', 'steward', 'officer', 'auditor'] as const;

export type Role = (typeof roles)[number];

/** What kinds of organisations ask. */
export const agencyKinds = [
  'one-stop-shop',
  'portal',
  'statistics',
  'hospital',
  'notary',
  'bank',
  'telecom',
  'court',
  'police',
  'ministry',
] as const;

export type AgencyKind = (typeof agencyKinds)[number];

/** For what kinds of organisations each role works. Citizens ask for nobody but themselves. */
export const agencyKindsOf: Readonly<Record<Exclude<Role, 'citizen'>, readonly AgencyKind[]>> = {
  clerk: ['one-stop-shop', 'police', 'court', 'ministry', 'hospital'],
  portal: ['portal'],
  analyst: ['statistics', 'ministry'],
  partner: ['hospital', 'notary', 'bank', 'telecom'],
  steward: agencyKinds,
  officer: agencyKinds,
  auditor: agencyKinds,
};

/** How surely someone signed in: the eID level, 0 when nobody told. (Mức độ định danh điện tử.) */
export type EidLevel = 0 | 1 | 2;
