import { createHash, randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { bundlePage, type PageBundle } from './bundle-page.ts';
import type { Settings } from './page/settings.ts';
import { readExamples } from './read-examples.ts';
import { writeDocument } from './write-document.ts';

export interface ExplorerOptions {
  /** The OpenID provider that the page signs in at. */
  readonly issuer: string;
  /** As what the page is registered there. */
  readonly clientId: string;
}

/**
 * Serves GraphiQL at `/explorer`, all of it from here. Signing in is the page's own affair: it asks `/graphql` with a
 * token as any other client does, so nothing at `/explorer` is worth protecting.
 */
export function addExplorer(server: FastifyInstance, { issuer, clientId }: ExplorerOptions): void {
  const settings: Settings = { issuer, clientId, endpoint: '/graphql', examples: readExamples() };
  let bundling: Promise<VersionedBundle> | undefined;
  // Most gateways are never asked for it. A failed attempt is not kept.
  const getBundle = (): Promise<VersionedBundle> => {
    bundling ??= bundlePage().then(withVersion, (error) => {
      bundling = undefined;
      throw error;
    });
    return bundling;
  };

  server.get('/explorer', async (_request, reply) => {
    const { version } = await getBundle();
    const nonce = randomBytes(16).toString('base64');
    return reply
      .headers({ ...securityHeaders(nonce, issuer), 'cache-control': 'no-store' })
      .type('text/html; charset=utf-8')
      .send(writeDocument({ settings, version, nonce }));
  });
  const serveFile = (name: keyof PageBundle, path: string, type: string) =>
    server.get(path, async (_request, reply) =>
      reply
        // The address holds the version.
        .headers({ 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' })
        .type(type)
        .send((await getBundle())[name]),
    );
  serveFile('script', '/explorer/page.js', 'text/javascript; charset=utf-8');
  serveFile('style', '/explorer/page.css', 'text/css; charset=utf-8');
}

interface VersionedBundle extends PageBundle {
  /** In the files' addresses, so that browsers may keep them. */
  readonly version: string;
}

function withVersion({ script, style }: PageBundle): VersionedBundle {
  const version = createHash('sha256').update(script).update(style).digest('hex').slice(0, 12);
  return { script, style, version };
}

/** The page reaches the gateway and the provider, and nothing else; nothing runs in it but its one script. */
function securityHeaders(nonce: string, issuer: string): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    `connect-src 'self' ${new URL(issuer).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
