import type { RoomLink } from '@parley/contracts/rooms.ts';
import type { CommandAnswer } from '@parley/contracts/socket.ts';
import type { Connection } from '../../live/connection.ts';
import type { Desk } from '../../live/desk.ts';
import { kept } from '../../live/kept.ts';
import { createStore, type Store } from '../../live/store.ts';
import type { Toasts } from '../work/toasts.ts';
import { copyText } from './copy-text.ts';
import { refusalInWords } from './refusal-in-words.ts';
import { isIn } from './room-in-words.ts';
import { videoWords } from './video-words.ts';

/** A room and its conversation, as every command names it. */
export type RoomPlace = { readonly conversationId: string; readonly roomId: string };

/** What an agent does with rooms; a refusal is told in words, and the answer is whether it was done. */
export type Rooms = {
  /** Links this page knows, by room. */
  readonly links: Store<ReadonlyMap<string, RoomLink>>;
  /** Makes room and link, posts the link, and opens the room here; a living link is posted again (B10). */
  readonly switchToVideo: (conversationId: string) => Promise<boolean>;
  /** Learns the link of a room that is there already. */
  readonly readLink: (place: RoomPlace) => Promise<void>;
  readonly enter: (place: RoomPlace) => Promise<boolean>;
  readonly leave: (place: RoomPlace) => Promise<boolean>;
  /** Leaves every room this agent has open. */
  readonly leaveAll: () => Promise<boolean>;
  readonly cancel: (place: RoomPlace) => Promise<boolean>;
  readonly resendSms: (place: RoomPlace) => Promise<CommandAnswer>;
  readonly copy: (url: string) => Promise<void>;
  readonly knows: (link: RoomLink) => void;
  /** Whether it was this page that opened the room. */
  readonly wasEnteredHere: (roomId: string) => boolean;
};

type Parts = {
  readonly connection: Connection;
  readonly desk: Desk;
  readonly personId: string;
  readonly toasts: Toasts;
};

const entered = kept('sessionStorage', 'parley-rooms', isTexts);

export function openRooms({ connection, desk, personId, toasts }: Parts): Rooms {
  const { send } = connection;
  const links = createStore<ReadonlyMap<string, RoomLink>>(new Map());
  const knows = (link: RoomLink): void =>
    links.update((now) => new Map(now).set(link.roomId, link));

  const say = (text: string): void => toasts.show({ icon: 'link', tone: 'plain', text });
  function told(answer: CommandAnswer): boolean {
    if (!answer.ok) toasts.show({ icon: 'warning', tone: 'warn', text: refusalInWords(answer) });
    return answer.ok;
  }

  async function enter(place: RoomPlace): Promise<boolean> {
    const known = entered.read() ?? [];
    entered.write([...known.filter((id) => id !== place.roomId), place.roomId].slice(-MOST));
    return told(await send('enter-room', placeOf(place)));
  }
  const leave = async (place: RoomPlace): Promise<boolean> =>
    told(await send('leave-room', placeOf(place)));
  const roomOf = (conversationId: string) =>
    desk.conversation(conversationId).state.get().view.room;

  return {
    links,
    knows,
    enter,
    leave,
    async switchToVideo(conversationId) {
      const answer = await send('switch-to-video', { conversationId });
      if (!answer.ok) return told(answer);
      const link = answer.data;
      knows(link);
      const before = roomOf(conversationId);
      const isAgain = before?.id === link.roomId && isIn(before, personId);
      if (isAgain) say(videoWords.told.postedAgain);
      return isAgain ? true : enter({ conversationId, roomId: link.roomId });
    },
    async readLink({ conversationId, roomId }) {
      if (links.get().has(roomId)) return;
      const answer = await send('read-room-link', { conversationId });
      // Without it the room goes on all the same; a new link can be posted.
      if (answer.ok) knows(answer.data);
    },
    async leaveAll() {
      const own = desk.state.get().view.conversations.flatMap(({ conversationId }): RoomPlace[] => {
        const room = roomOf(conversationId);
        return isIn(room, personId) ? [{ conversationId, roomId: room.id }] : [];
      });
      const left = await Promise.all(own.map(leave));
      return left.every((isLeft) => isLeft);
    },
    async cancel(place) {
      const isDone = told(await send('cancel-room', placeOf(place)));
      if (isDone) say(videoWords.told.cancelled);
      return isDone;
    },
    async resendSms(place) {
      const answer = await send('resend-sms', placeOf(place));
      if (answer.ok) say(videoWords.told.smsAgain);
      else told(answer);
      return answer;
    },
    async copy(url) {
      const isCopied = await copyText(url);
      if (isCopied) say(videoWords.copied);
      else toasts.show({ icon: 'warning', tone: 'warn', text: videoWords.copyByHand });
    },
    wasEnteredHere: (roomId) => (entered.read() ?? []).includes(roomId),
  };
}

/** Of so many rooms a page remembers that it opened them. */
const MOST = 10;

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** What is passed in may hold more than that. */
function placeOf({ conversationId, roomId }: RoomPlace): RoomPlace {
  return { conversationId, roomId };
}
