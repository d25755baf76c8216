import { defineMinistry } from '../../ministry.ts';
import { resolvers } from './resolvers.ts';
import { seed } from './seed.ts';
import { openSource } from './source.ts';

export default defineMinistry({
  directory: import.meta.dirname,
  owner: { vi: 'Cơ quan chủ quản sample register', en: 'Owner of sample register' },
  port: 4000,
  resolvers,
  openSource,
  seed,
});
