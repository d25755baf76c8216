import { defineConfig } from '@graphql-hive/gateway';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

// For Hive Gateway's own command. PLANNER is javascript or rust; MERGING true makes one of equal requests in flight,
// those that it gets and those that it makes.
const { PLANNER, MERGING } = process.env;
const isMerging = MERGING === 'true';

export const gatewayConfig = defineConfig({
  logging: 'warn',
  inboundInflightRequestDeduplication: isMerging,
  transportEntries: { '*.http': { options: { deduplicateInflightRequests: isMerging } } },
  ...(PLANNER === 'rust' && { unifiedGraphHandler }),
});
