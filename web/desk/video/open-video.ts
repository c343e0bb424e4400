import type { OfferCard } from '@parley/core/presence/desk-view.ts';
import type { Connection } from '../../live/connection.ts';
import type { Desk } from '../../live/desk.ts';
import { type AsksInCall, openAsksInCall } from '../asking/asks-in-call.ts';
import { openQuestions, type Questions } from '../asking/questions.ts';
import { type Invites, openInvites } from '../invite/invites.ts';
import type { Toasts } from '../work/toasts.ts';
import { openRoomDoor, type RoomDoor } from './room-door.ts';
import { openRooms, type Rooms } from './rooms.ts';

/** What brings a customer from the chat, or from outside, into a video call with this agent. */
export type VideoTools = {
  readonly rooms: Rooms;
  readonly roomDoor: RoomDoor;
  readonly questions: Questions;
  readonly asks: AsksInCall;
  readonly invites: Invites;
};

type Parts = {
  readonly connection: Connection;
  readonly desk: Desk;
  readonly personId: string;
  readonly toasts: Toasts;
  readonly answer: (offer: OfferCard) => Promise<boolean>;
};

export function openVideo(parts: Parts): VideoTools & { readonly close: () => void } {
  const { connection, desk, personId, toasts, answer } = parts;
  const rooms = openRooms({ connection, desk, personId, toasts });
  const roomDoor = openRoomDoor({ desk, rooms, personId, answer });
  const asks = openAsksInCall({ connection, toasts });
  return {
    rooms,
    roomDoor,
    asks,
    questions: openQuestions({ connection, toasts }),
    invites: openInvites(),
    close() {
      roomDoor.close();
      asks.close();
    },
  };
}
