import { defineMinistry } from '../_kit/ministry.ts';
import { resolvers } from './resolvers.ts';
import { seed } from './seed.ts';
import { openSource } from './source.ts';
import { statistics } from './statistics.ts';

export default defineMinistry({
  directory: import.meta.dirname,
  owner: { vi: 'Tòa án nhân dân tối cao', en: "Supreme People's Court" },
  port: 4002,
  resolvers,
  openSource,
  statistics,
  seed,
});
