import type * as recording from '../../../gateway/ledger/keep-records.ts';

/** In the place of `gateway/ledger/keep-records.ts`. */
export const keepRecords: typeof recording.keepRecords = () => Promise.resolve();

export const keepRefusal: typeof recording.keepRefusal = (_ledger, _trail, errors) => Promise.resolve(errors);
