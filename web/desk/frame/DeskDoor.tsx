import type { SignedIn } from '@parley/contracts/rest.ts';
import { useEffect, useState } from 'react';
import { words } from '../words.ts';
import { DeskPage } from './DeskPage.tsx';
import { openDesk } from './open-desk.ts';
import { PageNotice } from './PageNotice.tsx';
import type { Workplace } from './workplace.ts';

type Props = {
  readonly who: SignedIn;
  readonly onSignOut: () => void;
  readonly onSignedOut: (because: string) => void;
};

/** Opens the desk for one signed-in person and closes it when they leave. */
export function DeskDoor({ who, onSignOut, onSignedOut }: Props) {
  const [workplace, setWorkplace] = useState<Workplace | null>(null);

  useEffect(() => {
    let opened: Workplace | null = null;
    let left = false;
    void openDesk(who).then((place) => {
      opened = place;
      if (left) place.close();
      else setWorkplace(place);
    });
    return () => {
      left = true;
      opened?.close();
    };
  }, [who]);

  useEffect(() => {
    if (workplace === null) return;
    const { state } = workplace.connection;
    const look = (): void => {
      const now = state.get();
      if (now.state === 'signed-out') onSignedOut(signedOutInWords(now.because));
    };
    look();
    return state.subscribe(look);
  }, [workplace, onSignedOut]);

  if (workplace === null) return <PageNotice title={words.page.switchOn} busy />;
  return <DeskPage workplace={workplace} onSignOut={onSignOut} />;
}

function signedOutInWords(because: string): string {
  const { ended, other } = words.signIn.signedOut;
  return because === 'session-ended' ? ended : other;
}
