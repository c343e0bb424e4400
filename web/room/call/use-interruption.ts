import { useEffect, useState } from 'preact/hooks';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import type { Connection } from '../../live/connection.ts';
import type { Devices } from '../../live/devices/devices.ts';
import { needsTap, type Taken, takenFrom } from './interruption.ts';

/** Whether something was taken from the call, and how one tap brings it back. */
export function useInterruption({
  session,
  state,
  devices,
  connection,
}: {
  readonly session: CallSession;
  readonly state: CallState;
  readonly devices: Devices;
  readonly connection: Connection;
}): { readonly isInterrupted: boolean; readonly goOn: () => void } {
  const [tried, setTried] = useState<readonly Taken[]>([]);
  const taken = takenFrom(state);
  const isWell = taken.length === 0;
  useEffect(() => {
    if (isWell) setTried([]);
  }, [isWell]);
  useEffect(() => {
    // What the browser allows without a tap comes back by itself.
    const look = (): void => {
      if (document.visibilityState === 'visible') void session.playSound();
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [session]);
  const goOn = (): void => {
    // Sound first: it is allowed in this very tap only.
    void session.playSound();
    connection.check();
    void devices.revive().then(() => setTried(taken));
  };
  return { isInterrupted: needsTap(taken, tried), goOn };
}
