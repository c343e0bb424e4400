import { RING_MS } from '@parley/core/routing/route.ts';
import type { DeviceNotice } from '../../live/devices/fallback.ts';
import { unreadIn } from '../colleagues/threads.ts';
import { toldOf, whoRings } from '../notices/offer-in-words.ts';
import { sharerIn } from '../notices/what-waits.ts';
import { words } from '../words.ts';
import { callForAttention } from '../work/attention.ts';
import type { Workplace } from './workplace.ts';

type Parts = Omit<Workplace, 'close'>;

/** Sounds, title and notices follow the desk's state, whatever is on screen. Gives back how to stop. */
export function watchDesk(parts: Parts): () => void {
  const { desk, devices, ring, settings } = parts;
  const conversations = new Map<string, () => void>();
  const lookAtConversations = (): void => {
    watchEach(parts, conversations, () => tellTitle(parts));
    tellTitle(parts);
  };
  const stops = [
    desk.state.subscribe(lookAtConversations),
    ringWhileOffered(parts),
    ring.unlocked.subscribe(() => desk.setCanRing(ring.unlocked.get())),
    devices.state.subscribe(() => tellDevices(parts)),
    devices.state.subscribe(noticeDevices(parts)),
    settings.state.subscribe(() => tellDevices(parts)),
    parts.colleagues?.mailbox.state.subscribe(() => tellTitle(parts)) ?? (() => undefined),
    showOwnCall(parts),
  ];
  desk.setCanRing(ring.unlocked.get());
  tellDevices(parts);
  lookAtConversations();
  return () => {
    for (const stop of [...stops, ...conversations.values()]) stop();
    ring.stop();
    callForAttention({ ringing: null, unread: 0 });
  };
}

/** A page that takes a call up, as after a crash, shows it: nobody has to look for the call they are in. */
function showOwnCall({ desk, calls, selection }: Parts): () => void {
  let isShown = false;
  const look = (): void => {
    const { loaded, view } = desk.state.get();
    const own = view.calls.find(({ callId }) => calls.sessions.get().has(callId));
    if (isShown || !loaded || own === undefined) return;
    isShown = true;
    if (selection.state.get().conversationId === null) selection.select(own.conversationId);
  };
  const stops = [desk.state.subscribe(look), calls.sessions.subscribe(look)];
  return () => {
    for (const stop of stops) stop();
  };
}

function tellDevices({ desk, devices, ring, settings }: Parts): void {
  desk.setMicrophone(devices.state.get().microphone);
  const { tone, volume, muted } = settings.state.get().settings.ringtone;
  ring.setOutput({ tone, volume: muted ? 0 : volume, speaker: devices.ringSpeakerId() });
}

function tellTitle({ desk, colleagues }: Parts): void {
  const { offers, conversations } = desk.state.get().view;
  const unread = conversations
    .map((one) => desk.conversation(one.conversationId).state.get().unread)
    .reduce((sum, count) => sum + count, 0);
  const [first] = offers;
  callForAttention({
    ringing: first === undefined ? null : whoRings(toldOf(first)),
    unread: unread + (colleagues === null ? 0 : unreadIn(colleagues.mailbox.state.get())),
  });
}

/** Rings as long as an offer is open, and says how it ended when the agent did not end it. */
function ringWhileOffered({ desk, ring, roomDoor, toasts }: Parts): () => void {
  let last = desk.state.get().view;
  let quietUntil = 0;
  const sound = (): void => {
    const { offers } = desk.state.get().view;
    const lettingIn = roomDoor.lettingIn.get();
    if (offers.some((offer) => !lettingIn.has(offer.offerId))) ring.start();
    else ring.stop();
  };
  const look = (): void => {
    const { view } = desk.state.get();
    if (view === last) return;
    const before = last;
    last = view;
    sound();
    const missed =
      view.presence?.wish.state === 'paused' &&
      view.presence.wish.by === 'policy' &&
      before.presence?.wish.state === 'ready';
    if (!missed || Date.now() < quietUntil) return;
    quietUntil = Date.now() + RING_MS;
    const name = before.offers[0]?.customerName ?? '';
    toasts.show({ icon: 'clock', tone: 'warn', text: words.offer.missed(name) });
  };
  const stops = [desk.state.subscribe(look), roomDoor.lettingIn.subscribe(sound)];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Follows every conversation of the list: chimes for messages and for a screen that starts to be shared. */
function watchEach(parts: Parts, watched: Map<string, () => void>, changed: () => void): void {
  const { desk } = parts;
  const wanted = new Set(desk.state.get().view.conversations.map((one) => one.conversationId));
  for (const id of wanted) {
    if (!watched.has(id)) watched.set(id, watchOne(parts, id, changed));
  }
  for (const [id, stop] of watched) {
    if (wanted.has(id)) continue;
    stop();
    watched.delete(id);
  }
}

function watchOne(
  { desk, ring, settings, toasts }: Parts,
  id: string,
  changed: () => void,
): () => void {
  const conversation = desk.conversation(id);
  let { unread } = conversation.state.get();
  let { loaded } = conversation.state.get();
  let sharing = sharerIn(conversation.call.get());
  const stopState = conversation.state.subscribe(() => {
    const now = conversation.state.get();
    const isNew = loaded && now.unread > unread;
    const sounds = settings.state.get().settings.messengerSound;
    if (isNew && sounds && !desk.state.get().view.offers.length) ring.chime('message');
    loaded = now.loaded;
    unread = now.unread;
    changed();
  });
  const stopCall = conversation.call.subscribe(() => {
    const now = sharerIn(conversation.call.get());
    if (now !== null && now !== sharing) {
      ring.chime('share');
      toasts.show({ icon: 'screen', tone: 'plain', text: words.call.shareStarted(now) });
    }
    sharing = now;
  });
  return () => {
    stopState();
    stopCall();
  };
}

/** Says at once which device went and what is used instead (M22). */
function noticeDevices({ devices, toasts }: Parts): () => void {
  let last = devices.state.get().notice;
  return () => {
    const { notice } = devices.state.get();
    if (notice === last) return;
    last = notice;
    if (notice === null) return;
    const isBack = notice.kind === 'came-back';
    const text = noticeInWords(notice);
    toasts.show({ icon: isBack ? 'devices' : 'warning', tone: isBack ? 'plain' : 'warn', text });
  };
}

function noticeInWords(notice: DeviceNotice): string {
  const { fellBack, cameBack, lost, device } = words.call.notice;
  switch (notice.kind) {
    case 'lost':
      return lost[notice.device];
    case 'fell-back':
      return fellBack(device[notice.device], notice.label);
    case 'came-back':
      return cameBack(device[notice.device], notice.label);
  }
}
