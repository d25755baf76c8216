import type { IncomingMessage } from 'node:http';
import type { InteractionResults, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { plantedHouseholds } from '../../../subgraphs/_kit/people/planted/planted-households.ts';
import type { CitizenAccounts } from './citizen-accounts.ts';
import { pages } from './pages.ts';
import { accountIdOf, sampleAccounts } from './sample-accounts.ts';

/** Serves the page that asks whom to sign in as, and takes its answer. */
export function addLogin(provider: Provider, citizens: CitizenAccounts): void {
  provider.use(async (ctx, next) => {
    if (!/^\/interaction\/[\w-]+$/.test(ctx.path)) return await next();
    const { params } = await provider.interactionDetails(ctx.req, ctx.res);
    if (ctx.method === 'GET') return pages.choose(ctx as KoaContextWithOIDC, ctx.path, originOf(params), showcase);
    if (ctx.method !== 'POST') return await next();

    const result = await signIn(await readForm(ctx.req), citizens);
    // The provider has written the response itself.
    ctx.respond = false;
    await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
  });
}

/** What to propose: a citizen whom every ministry knows. */
const showcase =
  plantedHouseholds.flatMap(({ members }) => members).find(({ plantedCases }) => plantedCases.has('SHOWCASE'))
    ?.personalId ?? '';

async function signIn(form: URLSearchParams, citizens: CitizenAccounts): Promise<InteractionResults> {
  const chosen = form.get('account');
  if (chosen === 'citizen') {
    const account = await citizens.open(form.get('personalId') ?? '');
    return typeof account === 'string' ? refuse(account) : { login: { accountId: account.accountId } };
  }
  const person = sampleAccounts.people.find(({ account }) => account === chosen);
  return person ? { login: { accountId: accountIdOf(person) } } : refuse('There is no such sample account.');
}

/** Told to the client, which sent the user here. */
function refuse(reason: string): InteractionResults {
  return { error: 'access_denied', error_description: reason };
}

const MAX_FORM_BYTES = 4_096;

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let form = '';
  for await (const chunk of request.setEncoding('utf8')) {
    form += chunk;
    if (form.length > MAX_FORM_BYTES) throw new RangeError(`A form has at most ${MAX_FORM_BYTES} bytes.`);
  }
  return new URLSearchParams(form);
}

function originOf({ redirect_uri: uri }: { readonly redirect_uri?: unknown }): string {
  return new URL(String(uri)).origin;
}
