import type { CommandAnswer, CommandData, Hint } from '@parley/contracts/socket.ts';
import type { Call, Leg } from '@parley/core/call/call.ts';
import { answeredLegs, talksWith } from '@parley/core/call/people.ts';
import type { Millis } from '@parley/core/time.ts';
import { decideOnOwnLeg } from '../calls/own-leg.ts';
import { readCall } from '../calls/read-call.ts';
import { type CommandContext, type Executors, personOf } from '../command-context.ts';
import type { Database } from '../database/database.ts';
import { TokenBuckets } from '../delivery/token-bucket.ts';
import type { HintTarget } from '../delivery-port.ts';

type Parts = {
  readonly database: Database;
  readonly now: () => Millis;
  readonly random: () => string;
  readonly hint: (to: HintTarget, hint: Hint) => void;
};

type Names = 'ask-in-call' | 'answer-in-call';

/** Three at once are a conversation, a fourth is pestering. */
const ASKS = { burst: 3, perSecond: 0.1 };

/** What an agent asks the customer to do in the call; nothing happens before they agree (M20). */
export function inCallCommands(parts: Parts): Executors<Names> {
  const asks = new TokenBuckets(ASKS);
  return {
    'ask-in-call': async (context, data) => {
      const call = await readCall(parts.database, data.callId);
      const value = call?.value ?? null;
      return decideOnOwnLeg<CommandAnswer>(
        value,
        { context, name: 'ask-in-call', legId: data.legId },
        (leg) => {
          const to = value === null ? undefined : customerTalkingWith(value, leg);
          if (to === undefined) return { ok: false, code: 'not-answered' };
          const taken = asks.take(`${data.callId} ${personOf(context.who)}`, parts.now());
          if (!taken.ok) {
            return { ok: false, code: 'too-many', facts: { retryAfterMs: taken.retryAfterMs } };
          }
          return ask(parts, { context, data, to });
        },
      );
    },
    'answer-in-call': async (context, { callId, legId, askId, agreed }) => {
      const call = await readCall(parts.database, callId);
      const value = call?.value ?? null;
      return decideOnOwnLeg<CommandAnswer>(
        value,
        { context, name: 'answer-in-call', legId },
        (leg) => {
          if (leg.role !== 'customer') return { ok: false, code: 'not-allowed' };
          for (const personId of value === null ? [] : agentsIn(value)) {
            parts.hint({ personId }, { type: 'ask-answered', callId, askId, agreed });
          }
          return { ok: true, data: {} };
        },
      );
    },
  };
}

type Asking = {
  readonly context: CommandContext;
  readonly data: CommandData<'ask-in-call'>;
  readonly to: Leg;
};

/** To the page that carries the call; somebody who has two sees it once. */
function ask(
  { random, hint }: Parts,
  { context, data: { callId, what }, to }: Asking,
): CommandAnswer<{ askId: string }> {
  const askId = `ask_${random()}`;
  const { personId, tabId } = to;
  const target: HintTarget = tabId === null ? { personId } : { tab: { personId, tabId } };
  hint(target, { type: 'asked', callId, askId, what, agentName: context.name });
  return { ok: true, data: { askId } };
}

/** Only of whom they hear: an agent beside the line is nobody to the customer, and on hold nobody is asked. */
function customerTalkingWith(call: Call, leg: Leg): Leg | undefined {
  if (leg.role !== 'agent') return undefined;
  return talksWith(call, leg.id).find((one) => one.role === 'customer');
}

function agentsIn(call: Call): readonly string[] {
  return answeredLegs(call)
    .filter((leg) => leg.role === 'agent')
    .map((leg) => leg.personId);
}
