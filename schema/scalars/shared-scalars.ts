import type { GraphQLScalarType } from 'graphql';
import { DateScalar, DateTime, PartialDate } from './date.ts';
import { LegacyIdNumber } from './legacy-id-number.ts';
import { PersonalId } from './personal-id.ts';
import { Vnd } from './vnd.ts';

/** The scalars of `schema/scalars.graphql`, which the gateway and every ministry check alike. */
export const sharedScalars: readonly GraphQLScalarType[] = [
  PersonalId,
  LegacyIdNumber,
  DateScalar,
  PartialDate,
  DateTime,
  Vnd,
];
