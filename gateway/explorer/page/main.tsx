import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { readSettings } from './read-settings.ts';
import { findSession, forgetSession } from './session.ts';
import { completeSignIn } from './sign-in.ts';
import { passStyleNonce } from './style-nonce.ts';

passStyleNonce();
const settings = readSettings();
const root = createRoot(document.getElementById('page') ?? document.body);
try {
  const session = (await completeSignIn(settings)) ?? findSession();
  // What GraphiQL wrote while its user signed out.
  if (!session) forgetSession();
  root.render(<App settings={settings} session={session} />);
} catch (error) {
  const problem = error instanceof Error ? error.message : String(error);
  root.render(<App settings={settings} session={findSession()} problem={problem} />);
}
