import type { RoomJoined } from '@parley/contracts/rooms.ts';
import type { Conversation } from '@parley/core/conversation/conversation.ts';
import type { Room } from '@parley/core/conversation/room.ts';
import type { FoundLink, LiveLink, Proof } from '../rooms/find-link.ts';
import type { JoinAnswer, JoinAsked } from '../rooms/join.ts';
import { chatting } from './chat-scene.ts';
import { type AgentSeat, type Customer, type House, openHouse, type Seat } from './engine-house.ts';

/** The phone that a guest joins with unless a test says otherwise. */
export const PHONE: JoinAsked = {
  name: 'Cleo on her phone',
  tabId: 'tab_phone_1',
  media: 'success',
  camera: true,
  move: false,
  rtpCapabilities: null,
};

/** An invitation by SMS as an agent fills it in. */
export const SMS = {
  camera: 'rear',
  conversationId: null,
  ...{ number: '0151 23456789', country: 'DE', reference: 'ORDER-4711', name: '' },
};

export type JoinedOrNot = JoinAnswer | Extract<FoundLink, { ok: false }>;

/** An agent and a customer on the way from their chat to a room. */
export type RoomScene = {
  readonly house: House;
  /** A chat that an agent has taken. */
  chatting(): Promise<InChat>;
  /** The same, and the link posted. */
  inVideo(): Promise<InVideo>;
  /** What a press on Join comes to. */
  join(proof: Proof, how?: Partial<JoinAsked>): Promise<JoinedOrNot>;
  /** The same, and fails the test when it is refused; then everything that follows. */
  joined(proof: Proof, how?: Partial<JoinAsked>): Promise<RoomJoined>;
  live(proof: Proof): Promise<LiveLink>;
  lobby(proof: Proof): ReturnType<ReturnType<House['engine']>['rooms']['lobbyOf']>;
  conversation(conversationId: string): Promise<Conversation>;
  room(conversationId: string): Promise<Room>;
  /** The agent answers the ring of a conversation; their leg. */
  answer(agent: AgentSeat, conversationId: string): Promise<string>;
};

type InChat = {
  readonly agent: AgentSeat;
  readonly customer: Customer;
  readonly conversationId: string;
};

export type InVideo = InChat & {
  readonly roomId: string;
  readonly link: { readonly roomId: string; readonly code: string; readonly url: string };
  readonly proof: { readonly code: string; readonly secret: string };
};

/** What the address of a link proves. */
export function proofIn(url: string): InVideo['proof'] {
  const { pathname, hash } = new URL(url);
  return { code: pathname.slice('/r/'.length), secret: hash.slice(1) };
}

/** The guest as their token proves them. */
export function guestSeat({ personId, conversationId }: RoomJoined, tabId = PHONE.tabId): Seat {
  return { who: { role: 'customer', personId, conversationId }, name: PHONE.name, tabId };
}

export async function openRoomScene(): Promise<RoomScene> {
  const house = await openHouse();
  const begun: RoomScene['chatting'] = async () => {
    const agent = await house.readyAgent('Alex');
    const customer = await chatting(house, agent);
    return { agent, customer, conversationId: customer.conversationId };
  };
  return {
    house,
    chatting: begun,
    async inVideo() {
      const { agent, customer, conversationId } = await begun();
      const link = await house.succeed(agent, 'switch-to-video', { conversationId });
      const { roomId, url } = link;
      return { agent, customer, conversationId, roomId, link, proof: proofIn(url) };
    },
    ...joiningIn(house),
    ...readingIn(house),
    async answer(agent, conversationId) {
      await house.quiet();
      const { offers } = await house.desk(agent);
      const offer = offers.find((one) => one.conversationId === conversationId);
      const { legId } = await house.succeed(agent, 'answer-offer', { offerId: offer?.offerId });
      return legId ?? '';
    },
  };
}

function joiningIn(house: House): Pick<RoomScene, 'join' | 'joined' | 'live' | 'lobby'> {
  const { rooms } = house.engine();
  const live: RoomScene['live'] = async (proof) => {
    const found = await rooms.find(proof);
    if (!found.ok) throw new Error(`not a living link: ${found.code}`);
    return found.link;
  };
  const join: RoomScene['join'] = async (proof, how = {}) => {
    const found = await rooms.find(proof);
    return found.ok ? rooms.join(found.link, { ...PHONE, ...how }) : found;
  };
  return {
    live,
    join,
    async joined(proof, how) {
      const answer = await join(proof, how);
      if (!answer.ok) throw new Error(`not let in: ${answer.code}`);
      await house.quiet();
      return answer.data;
    },
    lobby: async (proof) => rooms.lobbyOf(await live(proof)),
  };
}

function readingIn({ database }: House): Pick<RoomScene, 'conversation' | 'room'> {
  const conversation: RoomScene['conversation'] = async (conversationId) => {
    const text = 'SELECT value FROM conversations WHERE id = $1';
    const values = [conversationId];
    const [row] = await database.query<{ value: Conversation }>({ text, values });
    if (row === undefined) throw new Error('there is no such conversation');
    return row.value;
  };
  return {
    conversation,
    async room(conversationId) {
      const { room } = await conversation(conversationId);
      if (room === null) throw new Error('there is no room');
      return room;
    },
  };
}
