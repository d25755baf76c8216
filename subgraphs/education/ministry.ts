import { defineMinistry } from '../_kit/ministry.ts';
import { resolvers } from './resolvers.ts';
import { seed } from './seed.ts';
import { openSource } from './source.ts';
import { statistics } from './statistics.ts';

export default defineMinistry({
  directory: import.meta.dirname,
  owner: { vi: 'Bộ Giáo dục và Đào tạo', en: 'Ministry of Education and Training' },
  port: 4003,
  resolvers,
  openSource,
  statistics,
  seed,
});
