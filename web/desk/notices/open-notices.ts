import type { Desk } from '../../live/desk.ts';
import type { Colleagues } from '../colleagues/colleagues.ts';
import type { OfferActions } from '../incoming/offer-actions.ts';
import type { OwnSettings } from '../settings/own-settings.ts';
import { words } from '../words.ts';
import { noticeWords } from '../words-of-notices.ts';
import type { Ring } from '../work/ring.ts';
import type { Selection } from '../work/selection.ts';
import type { Toasts } from '../work/toasts.ts';
import { eachConversation } from './each-conversation.ts';
import {
  type Choice,
  DESK_PATH,
  type Notice,
  offerToAnswer,
  subjectOf,
  TAKEN,
  type ToPage,
  type ToWorker,
} from './notice.ts';
import { openPermission } from './permission.ts';
import { openSeen } from './seen.ts';
import { subscribe, unsubscribe } from './subscribe.ts';
import { whatWaits } from './what-waits.ts';

type Parts = {
  readonly desk: Desk;
  readonly offers: OfferActions;
  readonly settings: OwnSettings;
  readonly ring: Ring;
  readonly selection: Selection;
  readonly toasts: Toasts;
  readonly colleagues: Colleagues | null;
};

/** Tells of what waits through the system while nobody looks at the desk, and does what is pressed there (N2). */
export function openNotices(parts: Parts): { readonly close: () => void } {
  const { desk, settings, toasts } = parts;
  const seen = openSeen();
  const permission = openPermission(() => look());
  const registering = register(toasts, permission.isGranted);
  let wasOn: boolean | null = null;
  let wasAtWork = false;

  function look(): void {
    const { settings: set, saved } = settings.state.get();
    if (saved === 'loading' || !desk.state.get().loaded) return;
    const { wish } = desk.state.get().view.presence ?? { wish: { state: 'offline' } };
    const isAtWork = wish.state !== 'offline';
    // The shift begins with a click: the moment in which a browser may be asked.
    if (isAtWork && !wasAtWork && set.systemNotifications) permission.ask();
    wasAtWork = isAtWork;
    const isOn = set.systemNotifications && permission.isGranted();
    void tell(registering, isOn ? seen.unseen(waitingAt(parts)) : []);
    if (isOn === wasOn) return;
    wasOn = isOn;
    void keepSubscribed(registering, isOn).then((isKept) => {
      if (!isKept) wasOn = null;
    });
  }

  const stops = [
    desk.state.subscribe(look),
    settings.state.subscribe(look),
    eachConversation(desk, look),
    parts.colleagues?.mailbox.state.subscribe(look) ?? (() => undefined),
    listen(document, 'visibilitychange', look),
    listenToWorker(parts),
    seen.close,
    permission.close,
  ];
  look();
  answerByAddress(parts);
  return {
    close() {
      for (const stop of stops) stop();
      void tell(registering, []);
    },
  };
}

type Registering = Promise<ServiceWorkerRegistration | null>;

/** Where there is no worker the page tells of everything itself, as long as it can be seen. */
async function register(toasts: Toasts, isGranted: () => boolean): Registering {
  if (!('serviceWorker' in navigator)) return null;
  try {
    // NOTE: under Trusted Types its address passes the policy that the page's ticks have made.
    await navigator.serviceWorker.register(`${DESK_PATH}worker.js`, { scope: DESK_PATH });
    return await navigator.serviceWorker.ready;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (isGranted()) {
      toasts.show({ icon: 'warning', tone: 'warn', text: noticeWords.unavailable });
    }
    return null;
  }
}

async function tell(registering: Registering, notices: readonly Notice[]): Promise<void> {
  const word: ToWorker = { type: 'waiting', notices };
  (await registering)?.active?.postMessage(word);
}

/** False when the server was not reached: tried again with the next change. */
async function keepSubscribed(registering: Registering, isOn: boolean): Promise<boolean> {
  const registration = await registering;
  if (registration === null || !('pushManager' in registration)) return true;
  try {
    await (isOn ? subscribe(registration) : unsubscribe(registration));
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function waitingAt({ desk, ring, colleagues }: Parts): readonly Notice[] {
  const { offers, conversations } = desk.state.get().view;
  const pageSounds = ring.unlocked.get();
  return whatWaits({
    offers,
    pageSounds,
    colleagues: colleagues?.mailbox.state.get().people ?? [],
    conversations: conversations.map((row) => {
      const { state, call } = desk.conversation(row.conversationId);
      return { ...row, unread: state.get().unread, call: call.get() };
    }),
  });
}

function listenToWorker(parts: Parts): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined;
  const hear = (event: MessageEvent<ToPage>): void => {
    event.ports[0]?.postMessage(TAKEN);
    choose(parts, event.data.tag, event.data.choice);
  };
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener('message', hear);
  serviceWorker.startMessages();
  return () => serviceWorker.removeEventListener('message', hear);
}

function choose(parts: Parts, tag: string, choice: Choice): void {
  const subject = subjectOf(tag);
  if (subject === null) return;
  if (subject.kind === 'colleague') parts.colleagues?.show(subject.id);
  else if (subject.kind !== 'offer') parts.selection.select(subject.id);
  else if (choice !== 'open') answerOrReject(parts, subject.id, choice);
}

/** What was pressed may have been answered elsewhere meanwhile: it is said. */
function answerOrReject(
  { desk, offers, toasts }: Parts,
  offerId: string,
  choice: 'accept' | 'reject',
): void {
  const offer = desk.state.get().view.offers.find((one) => one.offerId === offerId);
  if (offer === undefined) {
    toasts.show({ icon: 'clock', tone: 'warn', text: words.offer.closed });
    return;
  }
  void (choice === 'accept' ? offers.answer(offer) : offers.reject(offer));
}

/** A page that a notification opened answers as soon as it knows what rings. */
function answerByAddress(parts: Parts): void {
  const offerId = offerToAnswer(location.hash);
  if (offerId === null) return;
  parts.selection.leave();
  const { state } = parts.desk;
  const answer = (): void => {
    if (!state.get().loaded) return;
    stop();
    answerOrReject(parts, offerId, 'accept');
  };
  const stop = state.subscribe(answer);
  answer();
}

function listen(target: Document, name: string, hear: () => void): () => void {
  target.addEventListener(name, hear);
  return () => target.removeEventListener(name, hear);
}
