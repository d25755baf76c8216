import type { FastifyInstance, FastifyRequest } from 'fastify';
import { writeContentDigest } from '../../../schema/signed-calls/call-signature.ts';
import { CallRefusal } from './call-refusal.ts';
import type { CallVerifier } from './call-verifier.ts';

/**
 * Refuses every call that the gateway did not sign: by its headers before the body is read, by its body before that is
 * parsed. It holds for all routes that are added to `app` afterwards.
 */
export function requireSignature(app: FastifyInstance, verifier: CallVerifier): void {
  const signedDigests = new WeakMap<FastifyRequest, string>();
  const parseJson = app.getDefaultJsonParser('error', 'error');

  app.addHook('onRequest', async (request) => {
    signedDigests.set(request, await verifier.verify(request.method, request.headers));
  });
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (writeContentDigest(body) !== signedDigests.get(request)) return done(new CallRefusal('CALL_ALTERED'));
    parseJson(request, body.toString(), done);
  });
}
