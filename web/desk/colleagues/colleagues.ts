import type { SignedIn } from '@parley/contracts/rest.ts';
import { can } from '@parley/core/access/can.ts';
import type { Connection } from '../../live/connection.ts';
import type { Desk } from '../../live/desk.ts';
import { createStore, type Store } from '../../live/store.ts';
import type { OwnSettings } from '../settings/own-settings.ts';
import type { Ring } from '../work/ring.ts';
import type { Toasts } from '../work/toasts.ts';
import { colleagueWords } from './colleague-words.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';

/** What the panel shows. */
export type PanelState = {
  readonly isOpen: boolean;
  /** Whose thread is shown; null for the list. */
  readonly withId: string | null;
};

/** The colleagues' panel with the mailbox behind it. */
export type Colleagues = {
  readonly mailbox: Mailbox;
  readonly panel: Store<PanelState>;
  readonly toggle: () => void;
  readonly hide: () => void;
  /** Opens the thread with somebody; null goes back to the list. */
  readonly show: (personId: string | null) => void;
  readonly close: () => void;
};

type Parts = {
  readonly who: SignedIn;
  readonly connection: Connection;
  readonly desk: Desk;
  readonly ring: Ring;
  readonly settings: OwnSettings;
  readonly toasts: Toasts;
};

/** How much of a message a notice quotes, in characters. */
const QUOTED = 120;

/** Opens the mailbox of an agent or a supervisor; null for everybody else. */
export function openColleagues(parts: Parts): Colleagues | null {
  const { who, connection, desk, ring, settings, toasts } = parts;
  const { personId, role, queues } = who;
  const queueIds = queues.map((queue) => queue.id);
  if (!can({ personId, role, queueIds }, 'message-staff')) return null;
  const mailbox = openMailbox({ connection, personId });
  const panel = createStore<PanelState>({ isOpen: false, withId: null });

  /** What is before the agent's eyes is read. */
  const readShown = (): void => {
    const { isOpen, withId } = panel.get();
    if (!isOpen || withId === null || document.visibilityState !== 'visible') return;
    if (mailbox.state.get().threads.get(withId)?.loaded === true) mailbox.markRead(withId);
  };
  /** In their thread, or in the list that shows who wrote what. */
  const isSeen = (fromId: string): boolean => {
    const { isOpen, withId } = panel.get();
    const isShown = withId === fromId || withId === null;
    return isOpen && isShown && document.visibilityState === 'visible';
  };
  mailbox.onNews((from, text) => {
    if (isSeen(from.id)) return;
    const quoted = text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text;
    toasts.show({ icon: 'chat', tone: 'plain', text: colleagueWords.notice(from.name, quoted) });
    const { messengerSound } = settings.state.get().settings;
    if (messengerSound && desk.state.get().view.offers.length === 0) ring.chime('message');
  });
  const stops = [mailbox.state.subscribe(readShown), panel.subscribe(readShown)];
  document.addEventListener('visibilitychange', readShown);

  const show = (withId: string | null): void => {
    if (withId !== null) mailbox.load(withId);
    panel.set({ isOpen: true, withId });
  };
  return {
    mailbox,
    panel,
    show,
    toggle() {
      const { isOpen, withId } = panel.get();
      if (!isOpen) mailbox.look();
      panel.set({ isOpen: !isOpen, withId });
    },
    hide: () => panel.update((now) => ({ ...now, isOpen: false })),
    close() {
      for (const stop of stops) stop();
      document.removeEventListener('visibilitychange', readShown);
      mailbox.close();
    },
  };
}
