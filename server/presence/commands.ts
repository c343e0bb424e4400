import { can } from '@parley/core/access/can.ts';
import type { PresenceInput } from '@parley/core/presence/presence.ts';
import { type CommandContext, type Executors, NOT_ALLOWED, personOf } from '../command-context.ts';
import type { Presences } from './presence.ts';

type Names = 'go-ready' | 'pause' | 'go-offline' | 'switch-channel' | 'renew-lease';

/** What agents say about themselves. */
export function presenceCommands(presences: Presences): Executors<Names> {
  const wish = ({ who }: CommandContext, input: PresenceInput): ReturnType<Presences['wish']> =>
    can(who, 'set-own-presence')
      ? presences.wish(personOf(who), input)
      : Promise.resolve(NOT_ALLOWED);
  return {
    'go-ready': (context) => wish(context, { type: 'go-ready' }),
    pause: (context, { reason }) => wish(context, { type: 'pause', reason }),
    'go-offline': (context) => wish(context, { type: 'go-offline' }),
    'switch-channel': (context, { channel, on }) =>
      wish(context, { type: 'switch-channel', channel, on }),
    'renew-lease': async ({ who, tabId }, facts) =>
      can(who, 'set-own-presence') ? presences.renew(personOf(who), tabId, facts) : NOT_ALLOWED,
  };
}
