import { defineMinistry } from '../_kit/ministry.ts';
import { resolvers } from './resolvers.ts';
import { seed } from './seed.ts';
import { openSource } from './source.ts';
import { statistics } from './statistics.ts';

export default defineMinistry({
  directory: import.meta.dirname,
  owner: { vi: 'Bảo hiểm xã hội Việt Nam, Bộ Tài chính', en: 'Viet Nam Social Security, Ministry of Finance' },
  port: 4006,
  resolvers,
  openSource,
  statistics,
  seed,
});
