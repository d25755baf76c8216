import { once } from 'node:events';
import { ApolloGateway } from '@apollo/gateway';
import type { ApolloVerdict } from './check-by-apollo.ts';

process.once('disconnect', () => process.exit());
const [supergraphSdl] = await once(process, 'message');
const verdict: ApolloVerdict = await load(supergraphSdl).then(
  () => ({}),
  (error: unknown) => ({ problem: error instanceof Error ? error.message : String(error) }),
);
process.send?.(verdict, () => process.disconnect());

async function load(supergraphSdl: string): Promise<void> {
  const gateway = new ApolloGateway({
    supergraphSdl,
    // Its own executor is never asked.
    buildService: () => ({ process: () => Promise.reject(new Error('Operations are run by gateway/plan')) }),
    validateSupergraph: true,
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });
  await gateway.load();
  await gateway.stop();
}
