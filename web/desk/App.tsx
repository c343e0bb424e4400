import type { SignedIn } from '@parley/contracts/rest.ts';
import { useCallback, useEffect, useState } from 'react';
import { DeskDoor } from './frame/DeskDoor.tsx';
import { PageNotice } from './frame/PageNotice.tsx';
import { signOut, whoAmI } from './session/account.ts';
import { PasswordPage } from './session/PasswordPage.tsx';
import { SignInPage } from './session/SignInPage.tsx';
import { words } from './words.ts';

type Session =
  | { readonly state: 'asking' }
  | { readonly state: 'unreachable' }
  | { readonly state: 'out'; readonly because: string | null }
  | { readonly state: 'in'; readonly who: SignedIn };

const ASK_AGAIN_MS = 2_000;

/** Who is at the desk decides what is shown; nothing else does. */
export function App() {
  const [session, setSession] = useState<Session>({ state: 'asking' });

  const look = useCallback(async () => {
    const reply = await whoAmI();
    if (reply.ok) setSession({ state: 'in', who: reply.data });
    else if (reply.problem === null || reply.problem.status >= 500)
      setSession({ state: 'unreachable' });
    else setSession({ state: 'out', because: null });
  }, []);

  useEffect(() => void look(), [look]);
  useEffect(() => {
    if (session.state !== 'unreachable') return;
    const timer = setTimeout(() => void look(), ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [session, look]);

  const leave = useCallback((because: string | null) => setSession({ state: 'out', because }), []);
  const signOutHere = useCallback(() => {
    leave(null);
    void signOut();
  }, [leave]);

  switch (session.state) {
    case 'asking':
      return <PageNotice title={words.page.switchOn} busy />;
    case 'unreachable':
      return <PageNotice title={words.page.unreachable} help={words.page.unreachableHelp} busy />;
    case 'out':
      return (
        <SignInPage
          because={session.because}
          onSignedIn={(who) => setSession({ state: 'in', who })}
        />
      );
    case 'in':
      return session.who.mustChangePassword ? (
        <PasswordPage onChanged={() => void look()} />
      ) : (
        <DeskDoor who={session.who} onSignOut={signOutHere} onSignedOut={leave} />
      );
  }
}
