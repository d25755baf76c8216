import { type FC, useEffect, useState } from 'react';
import { Explorer } from './explorer.tsx';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';
import { beginSignIn, signOut } from './sign-in.ts';

export interface AppProps {
  readonly settings: Settings;
  readonly session: Session | undefined;
  /** Why signing in did not work. */
  readonly problem?: string;
}

/** The page: who is signed in, and the explorer for them. */
export const App: FC<AppProps> = ({ settings, session, problem: firstProblem }) => {
  const [problem, setProblem] = useState(firstProblem);
  const [isOver, endSession] = useSessionEnd(session);
  const goSignIn = () => void beginSignIn(settings).catch((error: Error) => setProblem(error.message));

  return (
    <>
      <header className="bar">
        <h1>Citizen Graph</h1>
        {session && <p className="who">{session.name}</p>}
        {session && (
          <button type="button" onClick={() => void signOut(settings, session)}>
            Sign out
          </button>
        )}
      </header>
      {problem && (
        <p role="alert" className="notice">
          {problem}
        </p>
      )}
      {session && isOver && (
        <p role="alert" className="notice">
          Your session has ended. What you wrote stays.{' '}
          <button type="button" onClick={goSignIn}>
            Sign in again
          </button>
        </p>
      )}
      <main>
        {session ? (
          <Explorer settings={settings} session={session} onUnauthenticated={endSession} />
        ) : (
          <div className="welcome">
            <p>
              Sign in to see the schema, to ask, and to see what is withheld from you and why. (Đăng nhập để xem lược đồ
              và truy vấn dữ liệu.)
            </p>
            <button type="button" onClick={goSignIn}>
              Sign in
            </button>
          </div>
        )}
      </main>
    </>
  );
};

/** Whether the session is over, because its time is up or the gateway said so; and how to say so. */
function useSessionEnd(session: Session | undefined): [boolean, () => void] {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (!session) return undefined;
    const timer = setTimeout(() => setOver(true), session.expiresAt - Date.now());
    return () => clearTimeout(timer);
  }, [session]);
  return [isOver, () => setOver(true)];
}
