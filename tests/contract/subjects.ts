import { listMinistries } from '../../subgraphs/_kit/list-ministries.ts';
import skeleton from '../../subgraphs/_kit/skeleton/sample-register/ministry.ts';

/** Every ministry that has a folder. */
export const ministries = await listMinistries();

/** All that the contract is held against: the ministries, and the skeleton that the next one starts from. */
export const subjects = [...ministries, skeleton];
