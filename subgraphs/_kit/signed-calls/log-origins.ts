import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { readOrigins } from '../../../schema/signed-calls/on-behalf-of.ts';
import { CallRefusal } from './call-refusal.ts';

export interface LogOriginsOptions {
  readonly ministry: string;
  readonly logger: FastifyBaseLogger | undefined;
  /** Whether a call that does not say on whose behalf it is made is refused. */
  readonly isRequired: boolean;
}

/** Writes down for each call who asked and for what purpose; never about whom. */
export function logOrigins(app: FastifyInstance, { ministry, logger, isRequired }: LogOriginsOptions): void {
  app.addHook('preHandler', async ({ body }) => {
    const origins = readOrigins(body);
    if (origins) logger?.info({ ministry, onBehalfOf: origins }, 'call');
    else if (isRequired) throw new CallRefusal('CALL_ANONYMOUS');
  });
}
