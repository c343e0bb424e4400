import type { CommandName } from '@parley/contracts/socket.ts';
import type { CallKind } from '@parley/core/call/call.ts';
import { PLAYER } from '@parley/core/flows.ts';
import type { AgentSeat, Customer, House, Seat } from './engine-house.ts';

type Offer = Awaited<ReturnType<House['desk']>>['offers'][number];

/** A command about one's own leg, which is filled in. */
type OnCall = { readonly callId: string; readonly [field: string]: unknown };

/** Calls with several people in them, as tests set them up and look at them. */
export type CallScene = {
  /** The customer asks for a call, and whoever is free is rung. */
  ring(
    customer: Customer,
    kind?: CallKind,
  ): Promise<{ readonly callId: string; readonly legId: string }>;
  /** A call of a customer whom the first of these agents has answered; everybody's media is up. */
  talking(
    agents: readonly AgentSeat[],
    kind?: CallKind,
  ): Promise<{ readonly callId: string; readonly customer: Customer }>;
  /** The one who is rung now, or a failed test. */
  offerAt(seat: AgentSeat): Promise<Offer>;
  /** Answers what rings; the media of the leg comes up. */
  answer(seat: AgentSeat): Promise<string>;
  /** Sends a command about one's own leg in a call. */
  press<Name extends CommandName>(
    seat: Seat & { readonly personId: string },
    name: Name,
    data: OnCall,
  ): ReturnType<House['run']>;
  /** The same, and everything that follows; fails the test when it is refused. */
  does(seat: AgentSeat, name: CommandName, data: OnCall): Promise<void>;
  /** Who hears whom, as the media node was told: `Cleo hears Alex`, `Cleo hears music`. */
  heard(callId: string): Promise<readonly string[]>;
  seen(callId: string): Promise<readonly string[]>;
  /** What an agent is busy with: `voice active`. */
  tasks(seat: AgentSeat): Promise<readonly string[]>;
  /** What stands on an agent's desk, by the counts that must be zero at the end of the day. */
  clean(seat: AgentSeat): Promise<object>;
};

/** A desk with nothing left on it. */
export const CLEAN = { offers: 0, calls: 0, conversations: 0, tasks: [] };

/** The scene in a house. */
export function callScene(house: House): CallScene {
  const offerAt: CallScene['offerAt'] = async (seat) => {
    const [offer] = (await house.desk(seat)).offers;
    if (offer === undefined) throw new Error(`${seat.name} is not being rung`);
    return offer;
  };
  const ring: CallScene['ring'] = async (customer, kind = 'video') => {
    const { conversationId } = customer;
    const started = await house.succeed(customer, 'start-call', { conversationId, kind });
    await house.quiet();
    return started;
  };
  const connect = async (callId: string, legId: string, { tabId }: Seat): Promise<void> => {
    const { mediaEpoch: epoch } = await house.call(callId);
    await house.node.link({ callId, legId, tabId, epoch, state: 'connected' });
  };
  const answer: CallScene['answer'] = async (seat) => {
    const { offerId } = await offerAt(seat);
    const { callId, legId } = await house.succeed(seat, 'answer-offer', { offerId });
    await house.quiet();
    if (callId === null || legId === null) throw new Error('a chat was answered');
    await connect(callId, legId, seat);
    await house.quiet();
    return callId;
  };
  const press: CallScene['press'] = async (seat, name, data) => {
    const { legs } = await house.call(data.callId);
    const legId = legs.find((leg) => leg.personId === seat.personId)?.id ?? 'none';
    return house.run(seat, name, { legId, ...data });
  };
  const edges = async (callId: string, kind: 'audio' | 'picture'): Promise<readonly string[]> => {
    const { legs } = await house.call(callId);
    const nameOf = (id: string): string => legs.find((leg) => leg.id === id)?.name ?? 'nobody';
    const verb = kind === 'audio' ? 'hears' : 'sees';
    return (house.node.plan(callId)?.flows ?? [])
      .filter((flow) => flow.kind === kind)
      .map(({ from, to }) => `${nameOf(to)} ${verb} ${from === PLAYER ? 'music' : nameOf(from)}`)
      .sort();
  };
  const tasks: CallScene['tasks'] = async ({ personId }) => {
    const rows = await house.database.query<{ channel: string; state: string }>({
      text: 'SELECT channel, state FROM tasks WHERE agent_id = $1 ORDER BY channel, state',
      values: [personId],
    });
    return rows.map((row) => `${row.channel} ${row.state}`);
  };
  return {
    ring,
    offerAt,
    answer,
    press,
    tasks,
    heard: (callId) => edges(callId, 'audio'),
    seen: (callId) => edges(callId, 'picture'),
    async talking(agents, kind = 'audio') {
      const [first] = agents;
      if (first === undefined) throw new Error('nobody is there to answer');
      const customer = await house.customer();
      const started = await ring(customer, kind);
      await answer(first);
      await connect(started.callId, started.legId, customer);
      await house.quiet();
      return { callId: started.callId, customer };
    },
    async does(seat, name, data) {
      const answered = await press(seat, name, data);
      if (!answered.ok) throw new Error(`${name} was refused: ${answered.code}`);
      await house.quiet();
    },
    async clean(seat) {
      const { offers, calls, conversations } = await house.desk(seat);
      return {
        offers: offers.length,
        calls: calls.length,
        conversations: conversations.length,
        tasks: await tasks(seat),
      };
    },
  };
}
