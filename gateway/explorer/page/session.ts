/** Who has signed in, until when. It lives as long as the browser's tab, and is gone when they sign out. */
export interface Session {
  readonly accessToken: string;
  /** Names the session to the provider when signing out. */
  readonly idToken: string;
  /** To be shown. */
  readonly name: string;
  /** Undefined when the provider does not tell. */
  readonly role: string | undefined;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const KEY = 'citizen-graph:session';

/** The session of this tab, over or not. */
export function findSession(): Session | undefined {
  const text = sessionStorage.getItem(KEY);
  return text === null ? undefined : JSON.parse(text);
}

export function keepSession(session: Session): void {
  sessionStorage.setItem(KEY, JSON.stringify(session));
}

/** Forgets the session and all that was asked and answered in it: operations and variables name people. */
export function forgetSession(): void {
  sessionStorage.clear();
}
