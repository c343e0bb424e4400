import { useCallback, useEffect, useState } from 'preact/hooks';
import { createStore, type Store } from '../../live/store.ts';
import type { CallShown } from '../../ui/call/calls.ts';
import { useShared } from '../../ui/picture/use-shared.ts';
import { useStore } from '../../ui/use-store.ts';
import type { CallPlace } from '../call/call-place.ts';
import type { Panel } from './panel.ts';
import type { Session } from './session.ts';

/** Where the call is shown, and what Close means while it goes on. */
export type CallView = {
  readonly place: CallPlace;
  readonly setPlace: (place: CallPlace) => void;
  readonly close: () => void;
};

/** What is asked, refused or in another tab is a card over the panel; a room leaves the chat as it is. */
const PLACES = {
  nothing: 'none',
  card: 'full',
  line: 'bar',
  audio: 'full',
  picture: 'full',
} as const;

const NOTHING: Store<CallShown> = createStore<CallShown>('nothing');

/** A call never disappears: closing the panel leaves a strip of it on the page. */
export function useCallView(session: Session, panel: Panel): CallView {
  const loaded = useStore(session.calls.loaded);
  const shown = useStore(loaded?.calls.shown ?? NOTHING);
  const { isOpen, openings } = useStore(panel.state);
  const [wanted, setPlace] = useState<CallPlace>('full');
  const isLive = shown === 'audio' || shown === 'picture';
  const place = isLive ? wanted : PLACES[shown];
  useEffect(() => {
    if (!isLive) setPlace('full');
  }, [isLive]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened again from the host page, the strip grows back.
  useEffect(() => setPlace((now) => (now === 'strip' ? 'full' : now)), [openings]);
  const isDrawing = useShared(session.conversation) !== null;
  useTellHost({ panel, shown, place, isDrawing });
  const close = useCallback(() => {
    if (isLive) setPlace('strip');
    else panel.close();
  }, [panel, isLive]);
  useEffect(() => {
    const closeOnEscape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && isOpen && document.fullscreenElement === null) close();
    };
    document.addEventListener('keydown', closeOnEscape);
    return () => document.removeEventListener('keydown', closeOnEscape);
  }, [isOpen, close]);
  return { place, setPlace, close };
}

/** The host page gives the frame its size, and opens it by itself where a call goes on. */
function useTellHost({
  panel,
  shown,
  place,
  isDrawing,
}: {
  readonly panel: Panel;
  readonly shown: CallShown;
  readonly place: CallPlace;
  readonly isDrawing: boolean;
}): void {
  const isLive = shown === 'audio' || shown === 'picture';
  const full = isDrawing || (place === 'full' && shown === 'picture') ? 'call' : 'panel';
  const shape = place === 'strip' ? 'strip' : full;
  useEffect(() => panel.send({ type: 'size', shape }), [panel, shape]);
  useEffect(() => panel.keepInCall(isLive), [panel, isLive]);
}
