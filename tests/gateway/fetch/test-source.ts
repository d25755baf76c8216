import { Circuit } from '../../../gateway/fetch/circuit.ts';
import { createHttpSource, type HttpSourceOptions } from '../../../gateway/fetch/http-source.ts';
import type { Source } from '../../../gateway/fetch/source.ts';

/** A ministry's source that is patient, asks once, and goes unsigned, unless the test says otherwise. */
export function createTestSource(
  options: Pick<HttpSourceOptions, 'url' | 'dispatcher'> & Partial<HttpSourceOptions>,
): Source {
  return createHttpSource({
    name: 'treasury',
    timeoutMs: 20_000,
    maxRetries: 0,
    circuit: new Circuit({ maxFailures: 100, pauseMs: 100, onChange: () => {} }),
    signCall: undefined,
    onRefusal: () => {},
    onListRefusal: () => {},
    ...options,
  });
}
