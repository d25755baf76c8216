import { defineMinistry } from '../_kit/ministry.ts';
import { resolvers } from './resolvers.ts';
import { seed } from './seed.ts';
import { openSource } from './source.ts';
import { statistics } from './statistics.ts';

export default defineMinistry({
  directory: import.meta.dirname,
  owner: { vi: 'Bộ Công an', en: 'Ministry of Public Security' },
  port: 4005,
  resolvers,
  openSource,
  statistics,
  seed,
});
