import { defineMinistry } from '../_kit/ministry.ts';
import { resolvers } from './resolvers.ts';
import { seed } from './seed.ts';
import { openSource } from './source.ts';
import { statistics } from './statistics.ts';

export default defineMinistry({
  directory: import.meta.dirname,
  owner: { vi: 'Cục Thuế, Bộ Tài chính', en: 'Tax Department, Ministry of Finance' },
  port: 4007,
  resolvers,
  openSource,
  statistics,
  seed,
});
