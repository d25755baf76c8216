import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../../gateway/config.ts';
import { createLog } from '../../../gateway/log.ts';
import { serve } from '../../../gateway/serve.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';

const root = join(import.meta.dirname, '../../..');
const supergraphPath = join(root, 'schema/supergraph.graphql');

describe('the explorer', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway(readFileSync(supergraphPath, 'utf8'), {
      GATEWAY_EXPLORER_CLIENT: 'explorer-of-the-test',
    });
  });
  afterAll(() => gateway.close());

  const get = async (path: string) => await fetch(new URL(path, gateway.url));

  test('is served without a token, with its script and style sheet', async () => {
    const page = await get('/explorer');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toBe('no-store');
    const html = await page.text();
    const files = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(files).toEqual([
      expect.stringMatching(/^\/explorer\/page\.css\?v=\w{12}$/),
      expect.stringMatching(/^\/explorer\/page\.js\?v=\w{12}$/),
    ]);
    for (const path of files) {
      const file = await get(path);
      expect(file.status).toBe(200);
      expect(file.headers.get('cache-control')).toContain('immutable');
      expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(10_000);
    }
  });

  test('may load from the gateway and sign in at the issuer, and nothing else', async () => {
    const { headers } = await get('/explorer');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy.replace(/'nonce-[^']{20,}'/, "'nonce'").split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'nonce'",
      "img-src 'self' data:",
      `connect-src 'self' ${new URL(gateway.issuer.issuer).origin}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(policy).not.toMatch(/unsafe|https?:\/\/(?!127\.0\.0\.1)/);
  });

  test('has another nonce each time', async () => {
    const nonces = [await get('/explorer'), await get('/explorer')].map(
      ({ headers }) => /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1],
    );
    expect(new Set(nonces).size).toBe(2);
  });

  test('knows the issuer and its own name there', async () => {
    const html = await (await get('/explorer')).text();
    const [, settings = ''] = /id="settings">(.*?)<\/script>/.exec(html) ?? [];
    expect(JSON.parse(settings)).toMatchObject({
      issuer: gateway.issuer.issuer,
      clientId: 'explorer-of-the-test',
      endpoint: '/graphql',
    });
  });

  test('brings no font, no address of another site and no code that is made at run time', async () => {
    const script = await (await get('/explorer/page.js')).text();
    const style = await (await get('/explorer/page.css')).text();
    expect(style).not.toMatch(/@font-face|@import|url\((?!"?data:image)/);
    expect(script).not.toMatch(/\beval\(|new Function\(|importScripts|<script src/);
  });
});

describe('a gateway', () => {
  const environment = { GATEWAY_SUPERGRAPH: supergraphPath, GATEWAY_PORT: '0', GATEWAY_LOG_LEVEL: 'silent' };

  test('has no explorer unless it is told of a client', async () => {
    const gateway = await startGateway(readFileSync(supergraphPath, 'utf8'));
    expect((await fetch(new URL('/explorer', gateway.url))).status).toBe(404);
    await gateway.close();
  });

  test('does not start with an explorer where nobody could sign in', async () => {
    const config = readConfig({ ...environment, GATEWAY_EXPLORER_CLIENT: 'explorer' });
    await expect(serve(config, createLog(config))).rejects.toThrow(/GATEWAY_ISSUER/);
  });
});

describe('the explorer’s page', () => {
  const files = globSync('gateway/explorer/page/*.{ts,tsx}', { cwd: root });

  test('is made of its own folder and packages alone', () => {
    const imported = files.flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, path = '']) => path),
    );
    expect(files.length).toBeGreaterThan(5);
    expect(imported.filter((path) => path.startsWith('.') && !/^\.\/[\w-]+\.tsx?$/.test(path))).toEqual([]);
    expect(imported.filter((path) => path.startsWith('node:'))).toEqual([]);
  });
});
