import {
  type AuthorizationServer,
  allowInsecureRequests,
  discoveryRequest,
  processDiscoveryResponse,
} from 'oauth4webapi';
import { CommandError } from '../local/command-error.ts';

/** The local provider speaks plain HTTP, on 127.0.0.1. */
export const overHttp = { [allowInsecureRequests]: true } as const;

/**
 * Finds an OpenID provider by its issuer.
 * @throws CommandError when none answers there
 */
export async function openProvider(issuer: string): Promise<AuthorizationServer> {
  if (!URL.canParse(issuer)) throw new CommandError('--issuer must be a URL such as http://127.0.0.1:4009.');
  const url = new URL(issuer);
  return await discoveryRequest(url, overHttp)
    .then((response) => processDiscoveryResponse(url, response))
    .catch(() => {
      throw new CommandError(
        `No OpenID provider answers at ${issuer}. Bring one up with npm start, or name another with --issuer.`,
      );
    });
}
