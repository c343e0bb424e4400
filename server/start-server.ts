import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Config, ConfigRefusal } from './config.ts';
import { codeOf, type Database, openDatabase } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { waitUntilReady } from './database/wait-until-ready.ts';
import { createDoor } from './delivery/door.ts';
import { every } from './delivery/every.ts';
import { createHttpApp, type HttpApp, placesOf } from './delivery/http-app.ts';
import { LiveDelivery } from './delivery/live-delivery.ts';
import { ownOrigins } from './delivery/origins.ts';
import { openSocketServer, type SocketServer } from './delivery/socket-server.ts';
import { servePages } from './delivery/static-pages.ts';
import type { TabSocket } from './delivery/tab-socket.ts';
import { serveDirectory } from './directory/routes.ts';
import { type Engine, type Log, startEngine } from './engine.ts';
import { findEntry, originsOfEntries } from './entries/entry.ts';
import { serveEntries } from './entries/routes.ts';
import { eventsFor } from './facts/reader-view.ts';
import { createFiles, type Files } from './files/files.ts';
import { ENTRY_KEYS } from './identity/keys.ts';
import { serveEntryKeys } from './identity/routes.ts';
import { type FirstSignIn, firstStart, noteTold } from './people/first-start.ts';
import { createPush, type Push } from './push/push.ts';
import { servePush } from './push/routes.ts';
import { type VapidKeys, vapidKeys } from './push/vapid.ts';
import { serveRooms } from './rooms/routes.ts';
import { sealOf } from './secrets/seal.ts';
import { serveSettings } from './settings/routes.ts';
import { cutOff, SessionWatch } from './sign-in/cut-off.ts';
import { serveSignIn } from './sign-in/routes.ts';
import { sweepSessions } from './sign-in/sessions.ts';
import { WordOfEnds } from './sign-in/word-of-ends.ts';
import { serveSms } from './sms/routes.ts';
import { createSms, type Sms } from './sms/sms.ts';

export type RunningServer = {
  readonly urls: { readonly demo: string; readonly desk: string };
  /** Made just now, when there were none that anybody knows; else null. */
  readonly firstSignIns: readonly FirstSignIn[] | null;
  /** The first sign-ins have been said; until then every start makes new ones. */
  noteTold(): Promise<void>;
  stop(): Promise<void>;
};

/** What the doors open onto. */
type House = {
  readonly config: Config;
  readonly log: Log;
  readonly database: Database;
  readonly engine: Engine;
  readonly delivery: LiveDelivery;
  readonly watch: SessionWatch;
  readonly word: WordOfEnds;
  readonly push: Push;
  readonly pushKeys: VapidKeys;
  readonly sms: Sms;
  readonly files: Files;
};

const MIGRATIONS = join(import.meta.dirname, 'migrations');
const PAGES = join(import.meta.dirname, '../web/dist');

const WATCH_MS = 2_000;
const MEDIA_STATE_MS = 500;
const SWEEP_MS = 3_600_000;
const FILES_MS = 60_000;
const ID_BYTES = 16;

const now = (): number => Date.now();

/** Opens the database, the engine and the doors, and listens. */
export async function startServer(config: Config, log: Log): Promise<RunningServer> {
  const database = openDatabase(config.databaseUrl, (code) =>
    log.warn({ code }, 'a database connection was lost'),
  );
  try {
    await waitUntilReady(database, log);
    await migrate(database, MIGRATIONS);
    const delivery = new LiveDelivery();
    const random = (): string => randomBytes(ID_BYTES).toString('base64url');
    const { secret } = config;
    const pushKeys = await vapidKeys(database);
    const contact = contactOf(config);
    const push = createPush({ database, keys: pushKeys, contact, now, log });
    const witness = push.committed;
    const { publicUrl } = config;
    const sms = createSms({ database, config: config.sms, secret, publicUrl, now, random, log });
    const around = { secret, publicUrl, sms, delivery, log, now, random, witness };
    const engine = await startEngine({ database, ...around });
    sms.start(engine.rooms.reportDelivery);
    const { files: facts } = engine;
    const files = createFiles({ database, config: config.files, secret, facts, now, log });
    const sockets = (): readonly TabSocket[] => delivery.all();
    const watch = new SessionWatch({ tx: database, sockets, now });
    const word = new WordOfEnds(database, () => {
      watch.look().catch((error: unknown) => log.warn(describe(error), 'sessions not looked at'));
    });
    const guards = { watch, word };
    const told = { ...guards, push, pushKeys, sms, files };
    return await openDoors({ config, log, database, engine, delivery, ...told });
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openDoors(house: House): Promise<RunningServer> {
  const { config, log, database, engine } = house;
  const app = await createHttpApp(config, log);
  try {
    await serveRoutes(app, house);
    await app.ready();
    await house.word.listen();
    const sockets = openSockets(app, house);
    await listen(app, config);
    const first = await database.transaction((tx) => firstStart(tx, now()));
    const { publicUrl } = config;
    return {
      urls: { demo: `${publicUrl}/demo/`, desk: `${publicUrl}/desk/` },
      firstSignIns: first?.signIns ?? null,
      noteTold: async () => (first === null ? undefined : noteTold(database, first)),
      stop: stopper(app, sockets, house),
    };
  } catch (error) {
    await app.close();
    await house.word.close();
    await engine.stop();
    throw error;
  }
}

/** Doors first, so that nobody asks what can no longer be answered. */
function stopper(app: HttpApp, sockets: SocketServer, house: House): () => Promise<void> {
  const stopChores = startChores(house);
  return async () => {
    stopChores();
    sockets.close();
    await app.close();
    await house.word.close();
    await house.engine.stop();
    house.files.stop();
    await house.sms.stop();
    await house.push.stop();
    await house.database.close();
  };
}

async function serveRoutes(app: HttpApp, house: House): Promise<void> {
  const { config, database, engine, delivery, word } = house;
  const own = ownOrigins(config);
  const origins = [...own, ...config.extraOrigins];
  const door = createDoor({ database, origins: own, now });
  serveSignIn(app, {
    database,
    door,
    now,
    cutOff: (ended) => cutOff({ engine, word, sockets: () => delivery.all() }, ended),
  });
  serveSettings(app, { database, door });
  servePush(app, {
    database,
    door,
    engine,
    keys: house.pushKeys,
    ownServices: config.pushServices,
  });
  serveDirectory(app, { database, door, now });
  serveSms(app, { database, door, sms: house.sms, now });
  house.files.serve(app, door);
  const seal = sealOf(config.secret, ENTRY_KEYS);
  serveEntries(app, { database, engine, now, origins, seal });
  serveRooms(app, { rooms: engine.rooms, database, now, origins: own });
  serveEntryKeys(app, { database, door, now, seal });
  await servePages(app, {
    folder: PAGES,
    originsOf: async (id) => (await findEntry(database, id, origins))?.config.origins ?? null,
    roomOrigins: () => originsOfEntries(database, origins),
  });
}

function openSockets(
  app: HttpApp,
  { config, log, database, engine, delivery }: House,
): SocketServer {
  return openSocketServer(app.server, {
    database,
    engine,
    delivery,
    now,
    asSeen: eventsFor,
    report: (error, words) => log.error(describe(error), words),
    ownOrigins: ownOrigins(config),
    otherOrigins: config.extraOrigins,
  });
}

/** Sessions ended elsewhere, news of the media nodes, rows nobody needs. */
function startChores(house: House): () => void {
  const { log, database, engine, delivery, watch, word, sms, files } = house;
  const report = (error: unknown): void => log.warn(describe(error), 'a chore failed');
  let told = '';
  const tellMediaState = async (): Promise<void> => {
    const state = engine.mediaState();
    const words = JSON.stringify(state);
    if (words !== told) delivery.hintAll({ type: 'media-state', ...state });
    told = words;
  };
  const stops = [
    every(WATCH_MS, () => word.listen(), report),
    every(WATCH_MS, () => watch.look(), report),
    every(MEDIA_STATE_MS, tellMediaState, report),
    every(SWEEP_MS, () => sweepSessions(database, now()), report),
    every(SWEEP_MS, () => sms.sweep(), report),
    every(FILES_MS, () => files.sweep(), report),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Where push services can complain: only an address that they can reach. */
function contactOf({ publicUrl }: Config): string | null {
  return publicUrl.startsWith('https:') ? publicUrl : null;
}

async function listen(app: HttpApp, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const refusal = refusalOf(codeOf(error), host, port);
    throw refusal === null ? error : new ConfigRefusal(refusal, { cause: error });
  }
}

function refusalOf(code: string, host: string, port: number): string | null {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken: stop the program that uses it, or set PORT to another one.`;
    case 'EACCES':
      return `Port ${port} needs rights this user does not have: set PORT to one above 1023.`;
    case 'EADDRNOTAVAIL':
      return `PARLEY_HOST is ${host}, which is no address of this machine.`;
    default:
      return null;
  }
}

/** What a log may say of an error: where and what kind, never its words. */
export function describe(error: unknown): { code: string; stack: readonly string[] } {
  return { code: codeOf(error), stack: error instanceof Error ? placesOf(error) : [] };
}
