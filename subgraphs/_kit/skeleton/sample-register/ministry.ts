import { defineMinistry } from '../../ministry.ts';
import { resolvers } from './resolvers.ts';
import { seed } from './seed.ts';
import { openSource } from './source.ts';

export default defineMinistry({
  directory: import.meta.dirname,
  owner: { vi: 'Tên cơ quan chủ quản', en: 'Name of the owner' },
  port: 4000,
  resolvers,
  openSource,
  seed,
});
