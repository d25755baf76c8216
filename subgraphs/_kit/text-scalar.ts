/** Ministries make the scalars for their own identifiers as the shared ones are made. */
export { createTextScalar } from '../../schema/scalars/scalar.ts';
