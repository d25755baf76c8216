import { CommandError } from '../local/command-error.ts';

const MAX_STEPS = 10;

/**
 * Goes where a provider leads, with its cookies, and sends the form on the page that comes.
 * @param fields    what the form is sent with
 * @param leadsTo   where the client is given its answer
 * @returns         the address with the answer, which is not called
 * @throws CommandError when the provider leads nowhere
 */
export async function fillSignInForm(
  start: URL,
  fields: Readonly<Record<string, string>>,
  leadsTo: string,
): Promise<URL> {
  const cookies = new Map<string, string>();
  let step: Step = { url: start };
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    const response = await send(step, cookies);
    const location = response.headers.get('location');
    // A page that leads nowhere else holds the form, which is sent to where the page is.
    step =
      location === null ? { url: step.url, form: new URLSearchParams(fields) } : { url: new URL(location, step.url) };
    if (step.url.href.startsWith(leadsTo)) return step.url;
    if (location === null && !response.ok) break;
  }
  throw new CommandError('The provider does not sign in as the one of npm start does. Name that one with --issuer.');
}

interface Step {
  readonly url: URL;
  /** Sent by POST. */
  readonly form?: URLSearchParams;
}

async function send({ url, form }: Step, cookies: Map<string, string>): Promise<Response> {
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    ...(form && { method: 'POST', body: form }),
  });
  for (const cookie of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    cookies.set(name, value);
  }
  return response;
}
