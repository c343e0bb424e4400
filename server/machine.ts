import type { CallStarted } from '@parley/contracts/media.ts';
import type { FirstCall } from '@parley/contracts/rest.ts';
import { type AfterCommit, createAfterCommit } from './after-commit.ts';
import { askingExecutors } from './asking/commands.ts';
import { timerCarriers } from './calls/call-timers.ts';
import { callCommands } from './calls/commands.ts';
import { dialCommands } from './calls/dial.ts';
import { beginFirstCall, type NewCustomer } from './calls/first-call.ts';
import { offerCommands } from './calls/offer-commands.ts';
import { transferCommands } from './calls/transfer-commands.ts';
import { type Changes, createChanges } from './changes/changes.ts';
import { type AllExecutors, lineCommands } from './commands.ts';
import { conversationCommands } from './conversations/commands.ts';
import { createGroupWriter, type GroupWriter } from './conversations/group-writer.ts';
import { type Bus, openBus } from './database/bus.ts';
import type { EngineParts } from './engine-parts.ts';
import { createStreams, type Streams } from './facts/streams.ts';
import { fileExecutors } from './files/commands.ts';
import { createFileFacts, type FileFacts } from './files/file-facts.ts';
import { identityExecutors } from './identity/commands.ts';
import { ENTRY_KEYS } from './identity/keys.ts';
import { type Alarm, type Carriers, createJobs, type Jobs } from './jobs/jobs.ts';
import type { Log } from './log.ts';
import { mediaCheckCommands } from './media-check/commands.ts';
import { type CallMedia, createCallMedia } from './media-nodes/call-media.ts';
import { mediaCommands } from './media-nodes/commands.ts';
import { createMediaNodes, type MediaNodes } from './media-nodes/nodes.ts';
import { createRelocation, type Relocation } from './media-nodes/relocation.ts';
import { createHearing } from './media-nodes/tells.ts';
import { pictureExecutors } from './picture-sharing/commands.ts';
import { type Drawings, noticedBy, rememberDrawings } from './picture-sharing/drawings.ts';
import { presenceCommands } from './presence/commands.ts';
import { createPresences, type Presences } from './presence/presence.ts';
import { createTabs, type Tabs } from './presence/tabs.ts';
import { createWatch } from './presence/watch.ts';
import { roomExecutors } from './rooms/commands.ts';
import { linkKeysOf } from './rooms/link-keys.ts';
import { createRoomDoors, type RoomDoors } from './rooms/room-doors.ts';
import { createRounds } from './rounds.ts';
import { createLine, type Line } from './routing/line.ts';
import { createRouting, type Routing } from './routing/routing.ts';
import { sealOf } from './secrets/seal.ts';
import { staffMessageExecutors } from './staff-messages/commands.ts';
import { wrapUpCommands, wrapUpTimer } from './wrap-up/commands.ts';

/** The parts that run together, for the engine's door. */
export type Machine = {
  readonly bus: Bus;
  readonly executors: AllExecutors;
  readonly files: FileFacts;
  readonly log: Log;
  readonly nodes: MediaNodes;
  readonly presences: Presences;
  readonly rooms: RoomDoors;
  readonly streams: Streams;
  readonly tabs: Tabs;
  /** Begins the call a conversation was opened for; null when it is refused. */
  beginFirstCall(customer: NewCustomer, asked: FirstCall): Promise<CallStarted | null>;
  /** Tells the customer of a conversation their place in line, if they wait. */
  tellPlace(conversationId: string): void;
  runDue(): Promise<void>;
  stop(): Promise<void>;
};

type Given = Omit<EngineParts, 'alarm'> & { readonly alarm: Alarm };

/** What turns around the changes; each part reaches the others when it runs, not when it is made. */
type Wheels = {
  readonly after: AfterCommit;
  readonly changes: Changes;
  readonly jobs: Jobs;
  readonly line: Line;
  readonly media: CallMedia;
  readonly nodes: MediaNodes;
  readonly presences: Presences;
  readonly relocation: Relocation;
  readonly routing: Routing;
  readonly tabs: Tabs;
};

/** Wires the engine and starts what happens by itself. */
export async function startMachine(given: Given): Promise<Machine> {
  const { database, log, now, random } = given;
  const serverId = random();
  const drawings = rememberDrawings(database, now);
  const delivery = noticedBy(drawings, given.delivery);
  const streams = createStreams(database);
  const { eventsAfter } = streams;
  const bus = await openBus({ database, delivery, now, log, serverId, eventsAfter });
  const wheels = assemble({ ...given, delivery }, { bus, serverId });
  const { after, jobs, nodes, presences, routing, tabs } = wheels;
  const rounds = createRounds({ ...given, ...wheels, bus });
  await rounds.begin();
  const writer = createGroupWriter({ database, now, log, stored: after.stored });
  const executors = executorsOf(given, { ...wheels, drawings }, writer);
  const startCall = executors['start-call'];
  return {
    beginFirstCall: (customer, asked) => beginFirstCall({ startCall, random }, customer, asked),
    bus,
    executors,
    files: createFileFacts(writer),
    log,
    nodes,
    presences,
    rooms: createRoomDoors(roomPartsOf(given, wheels, executors['media-join'])),
    streams,
    tabs,
    tellPlace: (conversationId) => after.track(tellPlace(given, wheels, conversationId)),
    async runDue() {
      await rounds.look();
      do await after.settled();
      while (await jobs.runDue());
      await after.settled();
      await routing.routeAll();
      await after.settled();
    },
    async stop() {
      rounds.stop();
      // First the links: nobody waits for a node that does not answer. What is left undone stays due.
      nodes.stop();
      await jobs.stop();
      await after.settled();
      await bus.stop();
    },
  };
}

function assemble(
  { database, delivery, log, now, random, alarm, secret, witness }: Given,
  { bus, serverId }: { readonly bus: Bus; readonly serverId: string },
): Wheels {
  const committed: AfterCommit['committed'] = (done) => after.committed(done);
  const hint: AfterCommit['hint'] = (to, what) => after.hint(to, what);
  const wakeAt: Jobs['wakeAt'] = (at) => jobs.wakeAt(at);
  const write: Jobs['write'] = (wanted) => jobs.write(wanted);

  const changes = createChanges({ database, now, committed });
  const told = createHearing({
    changes,
    database,
    media: () => media,
    openSince: (tab) => tabs.openSince(tab),
    hint,
    log,
  });
  const relocation = createRelocation({
    changes,
    database,
    now,
    nodes: () => nodes,
    media: () => media,
  });
  const nodes: MediaNodes = createMediaNodes({
    database,
    secret,
    now,
    alarm,
    log,
    told,
    linked: (placement) => after.track(relocation.replan(placement)),
    gone: (placement) => after.track(relocation.leave(placement)),
  });
  const media: CallMedia = createCallMedia(nodes);
  const line = createLine(hint);
  const routing = createRouting({ changes, database, now, random, line, write });
  const presences = createPresences({
    database,
    now,
    committed,
    wakeAt,
    routeFor: (agentId) => routeFor(database, routing, agentId),
  });
  const tabs: Tabs = createTabs({ database, changes, now, serverId, write });
  const carriers: Carriers = {
    ...timerCarriers(changes),
    match: relocation.match,
    place: relocation.place,
    release: relocation.release,
    route: async ({ subject }) => {
      await routing.route(subject);
      return undefined;
    },
    'wrap-up-over': wrapUpTimer(changes),
    'watch-agent': createWatch({ database, changes, now }),
    'page-check': tabs.check,
  };
  const jobs: Jobs = createJobs({ database, now, alarm, log }, carriers);
  const after: AfterCommit = createAfterCommit({
    delivery,
    witness,
    log,
    now,
    wakeAt,
    write,
    others: () => bus,
    done: (tickets) => jobs.done(tickets),
    route: (queueId) => routing.route(queueId),
    match: (call) => media.match(call),
    release: (callId, placement) => media.release(callId, placement),
    seek: async (ticket) => {
      await carriers.seek({ ...ticket, dueAt: now(), data: {} });
    },
  });
  return { after, changes, jobs, line, media, nodes, presences, relocation, routing, tabs };
}

/** What rooms are made of, at the door and on the desk. */
function roomPartsOf(
  { database, now, random, secret, publicUrl }: Given,
  { changes }: Wheels,
  join: AllExecutors['media-join'],
): Parameters<typeof createRoomDoors>[0] {
  return { database, changes, now, random, join, keys: linkKeysOf(secret, publicUrl) };
}

function executorsOf(
  given: Given,
  wheels: Wheels & { readonly drawings: Drawings },
  writer: GroupWriter,
): AllExecutors {
  const { database, now, random, secret } = given;
  const { after, changes, drawings, media, nodes, presences, tabs } = wheels;
  const { hint, stored } = after;
  const openSince = tabs.openSince;
  const onMedia = mediaCommands({ database, changes, media: () => media, openSince });
  return {
    ...lineCommands,
    ...conversationCommands({ database, changes, writer, hint }),
    ...callCommands({ database, changes, random, hint, join: onMedia['media-join'] }),
    ...offerCommands({ database, changes, random }),
    ...transferCommands({ database, changes, now, random, hint }),
    ...dialCommands({ database, changes, now, random }),
    ...onMedia,
    ...mediaCheckCommands({ database, nodes, now, random }),
    ...presenceCommands({ database, presences }),
    ...wrapUpCommands({ database, changes }),
    ...roomExecutors({ ...roomPartsOf(given, wheels, onMedia['media-join']), sms: given.sms }),
    ...askingExecutors({ database, changes, now, random, hint }),
    ...identityExecutors({ database, changes, now, seal: sealOf(secret, ENTRY_KEYS) }),
    ...fileExecutors({ database, writer, now }),
    ...pictureExecutors({ database, changes, random, hint, drawings }),
    ...staffMessageExecutors({ database, now, hint, tell: (events) => stored(events, []) }),
  };
}

/** Looks at the queues in which somebody waits whom this agent could serve. */
async function routeFor(
  database: Given['database'],
  routing: Routing,
  agentId: string,
): Promise<void> {
  const queues = await database.query<{ queueId: string }>({
    name: 'queues_for_agent',
    text: 'SELECT queues_for_agent($1) AS "queueId"',
    values: [agentId],
  });
  await Promise.all(queues.map(({ queueId }) => routing.route(queueId)));
}

async function tellPlace(
  { database }: Given,
  { line, routing }: Wheels,
  conversationId: string,
): Promise<void> {
  const queues = await database.query<{ queueId: string }>({
    name: 'queues_of_conversation',
    text: 'SELECT DISTINCT queue_id AS "queueId" FROM contacts WHERE conversation_id = $1',
    values: [conversationId],
  });
  line.forget(conversationId);
  await Promise.all(queues.map(({ queueId }) => routing.route(queueId)));
}
