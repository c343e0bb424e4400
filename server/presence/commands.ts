import { can } from '@parley/core/access/can.ts';
import { CHANNELS, type Channel, type PresenceInput } from '@parley/core/presence/presence.ts';
import { type CommandContext, type Executors, NOT_ALLOWED, personOf } from '../command-context.ts';
import type { Database } from '../database/database.ts';
import { settingsOf } from '../settings/store.ts';
import { readDeskLists } from './lists.ts';
import type { Presences } from './presence.ts';

type Names =
  | 'start-shift'
  | 'go-ready'
  | 'pause'
  | 'come-back'
  | 'go-offline'
  | 'switch-channel'
  | 'renew-lease'
  | 'read-desk-lists';

type Parts = { readonly database: Database; readonly presences: Presences };

/** What agents say about themselves. */
export function presenceCommands({ database, presences }: Parts): Executors<Names> {
  const wish = ({ who }: CommandContext, input: PresenceInput): ReturnType<Presences['wish']> =>
    can(who, 'set-own-presence')
      ? presences.wish(personOf(who), input)
      : Promise.resolve(NOT_ALLOWED);
  return {
    ...pauseCommands(database, wish),
    'start-shift': async (context) => {
      if (!can(context.who, 'set-own-presence')) return NOT_ALLOWED;
      const { loginInPause } = await settingsOf(database, personOf(context.who));
      return wish(context, { type: 'start-shift', inPause: loginInPause });
    },
    'go-ready': (context) => wish(context, { type: 'go-ready' }),
    'go-offline': (context) => wish(context, { type: 'go-offline' }),
    'switch-channel': (context, { channel, on }) =>
      wish(context, { type: 'switch-channel', channel, on }),
    'renew-lease': async ({ who, tabId }, { media = 'unknown', ...facts }) =>
      can(who, 'set-own-presence')
        ? presences.renew(personOf(who), tabId, { ...facts, media })
        : NOT_ALLOWED,
    'read-desk-lists': async ({ who }) =>
      can(who, 'read-own-desk') ? { ok: true, data: await readDeskLists(database) } : NOT_ALLOWED,
  };
}

type Wish = (context: CommandContext, input: PresenceInput) => ReturnType<Presences['wish']>;

function pauseCommands(database: Database, wish: Wish): Executors<'pause' | 'come-back'> {
  return {
    pause: async (context, { reason, open = [] }) => {
      if (!can(context.who, 'set-own-presence')) return NOT_ALLOWED;
      const lists = await readDeskLists(database);
      if (!lists.pauseReasons.includes(reason)) return { ok: false, code: 'bad-input' };
      if (open.length > 0 && !lists.partialPause) return NO_PARTIAL_PAUSE;
      return wish(context, { type: 'pause', reason, open: inOrder(open) });
    },
    'come-back': async (context, { channels }) => {
      if (!can(context.who, 'set-own-presence')) return NOT_ALLOWED;
      const { partialPause } = await readDeskLists(database);
      if (!partialPause) return NO_PARTIAL_PAUSE;
      return wish(context, { type: 'come-back', channels: inOrder(channels) });
    },
  };
}

const NO_PARTIAL_PAUSE = { ok: false, code: 'no-partial-pause' } as const;

function inOrder(channels: readonly Channel[]): readonly Channel[] {
  return CHANNELS.filter((one) => channels.includes(one));
}
