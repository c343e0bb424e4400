import { can } from '@parley/core/access/can.ts';
import { draftOf, withConversation } from '../changes/draft.ts';
import {
  decidedFrom,
  type Executors,
  NOT_ALLOWED,
  onceOnly,
  personOf,
} from '../command-context.ts';
import { aboutRoom, runningRoom } from './agent-rooms.ts';
import { cancelInvitation } from './links.ts';
import type { SmsCommandParts } from './sms-commands.ts';
import { waitingVisitsOf } from './visits.ts';

type Names = 'cancel-room' | 'cancel-invitation';

/** Links are taken back: what is on its way is not sent, and who waits behind them is told. */
export function cancelCommands(parts: SmsCommandParts): Executors<Names> {
  const { changes, database, sms, now } = parts;
  return {
    'cancel-room': async (context, { conversationId, roomId }) => {
      const target = { conversationId, engaged: true, ...onceOnly(context) };
      const answer = await changes.change(target, (loaded, at) =>
        runningRoom(context.who, loaded, () =>
          aboutRoom(loaded, roomId, () => {
            const input = { type: 'cancel-room', agentId: personOf(context.who) } as const;
            return decidedFrom(withConversation(draftOf(loaded), input, at), {});
          }),
        ),
      );
      if (answer.ok) await sms.withdraw(database, roomId);
      return answer;
    },
    'cancel-invitation': async ({ who }, { invitationId }) => {
      if (!can(who, 'invite')) return NOT_ALLOWED;
      const agentId = personOf(who);
      const wasThere = await cancelInvitation(database, { id: invitationId, agentId }, now());
      if (!wasThere) return { ok: false, code: 'not-found' };
      for (const { conversationId, roomId } of await waitingVisitsOf(database, invitationId)) {
        await changes.change({ conversationId, engaged: true }, (loaded, at) =>
          aboutRoom(loaded, roomId, () =>
            decidedFrom(
              withConversation(draftOf(loaded), { type: 'cancel-room', agentId }, at),
              {},
            ),
          ),
        );
      }
      return { ok: true, data: {} };
    },
  };
}
