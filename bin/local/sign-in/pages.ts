import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { sampleAccounts } from './sample-accounts.ts';

/** The pages of the provider. They are whole in themselves: no script, no picture, nothing from elsewhere. */
export const pages = {
  /** Whom to sign in as. */
  choose(ctx: KoaContextWithOIDC, action: string, redirectOrigin: string, showcase: string): void {
    const people = sampleAccounts.people.map(
      ({ account, name }) => `<li><button name="account" value="${account}">${escapeHtml(name)}</button></li>`,
    );
    show(ctx, {
      title: 'Sign in with a made-up account',
      formsTo: [redirectOrigin],
      body: `
        <p class="warning"><strong>Made-up accounts, no passwords.</strong> This page belongs to the local set-up and is
          never part of a deployment. (Tài khoản giả lập, không có mật khẩu.)</p>
        <form method="post" action="${escapeHtml(action)}">
          <ul>${people.join('')}</ul>
        </form>
        <form method="post" action="${escapeHtml(action)}">
          <input type="hidden" name="account" value="citizen">
          <label for="personal-id">A citizen, by personal ID (số định danh cá nhân)</label>
          <input id="personal-id" name="personalId" value="${escapeHtml(showcase)}" inputmode="numeric" pattern="\\d{12}"
            title="12 digits" required autocomplete="off">
          <button>Sign in as this citizen</button>
        </form>`,
    });
  },

  /** @param form  what the provider wants to have posted */
  async signOut(ctx: KoaContextWithOIDC, form: string): Promise<void> {
    show(ctx, {
      title: 'Sign out?',
      formsTo: [originOf(ctx.oidc.params?.['post_logout_redirect_uri'])],
      body: `${form}
        <button form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>
        <button form="op.logoutForm" class="quiet">Stay signed in</button>`,
    });
  },

  async signedOut(ctx: KoaContextWithOIDC): Promise<void> {
    show(ctx, { title: 'Signed out', body: '<p>You can close this page.</p>' });
  },

  async error(ctx: KoaContextWithOIDC, { error, error_description: description = '' }: ErrorOut): Promise<void> {
    show(ctx, {
      title: 'This cannot be done',
      body: `<p>${escapeHtml(description)}</p><p><code>${escapeHtml(error)}</code></p>`,
    });
  },
};

interface ErrorOut {
  readonly error: string;
  readonly error_description?: string | undefined;
}

interface Page {
  readonly title: string;
  readonly body: string;
  /** Origins that a form may lead to in the end, this one aside: browsers hold redirects after a form to the policy too. */
  readonly formsTo?: readonly string[];
}

const style = readFileSync(join(import.meta.dirname, 'pages.css'), 'utf8');
const styleHash = createHash('sha256').update(style).digest('base64');

function show(ctx: KoaContextWithOIDC, { title, body, formsTo = [] }: Page): void {
  ctx.type = 'html';
  ctx.set({
    'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action ${["'self'", ...formsTo].join(' ')}; frame-ancestors 'none'; base-uri 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  ctx.body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
}

function originOf(uri: unknown): string {
  return typeof uri === 'string' && URL.canParse(uri) ? new URL(uri).origin : "'self'";
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
