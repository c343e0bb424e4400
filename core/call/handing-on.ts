import { refuse } from '../outcome.ts';
import type { Millis } from '../time.ts';
import type { Call } from './call.ts';
import type { CallInput, CallOutcome } from './inputs.ts';
import { withoutLeg } from './legs.ts';
import { actingAgent } from './people.ts';
import { ringAt } from './ringing.ts';
import { freed, hasCustomer, moved, queuedCall } from './turns.ts';

/** Whoever serves the queue may answer. */
const NOBODYS = { preferredAgentId: null, boundToAgentId: null } as const;

type Input<Type extends CallInput['type']> = Extract<CallInput, { type: Type }>;

/** The agent leaves and the customer waits in another queue, the place in line kept (X2). */
export function transferToQueue(
  call: Call,
  input: Input<'transfer-to-queue'>,
  now: Millis,
): CallOutcome {
  const acting = actingAgent(call, input.legId);
  if (!acting.ok) return acting;
  if (!hasCustomer(call)) return refuse('no-customer');
  if (call.beside.name === 'conference') return refuse('in-conference');
  if (call.beside.name !== 'none') return refuse('consult-open');
  const { leg } = acting;
  const { queueId } = input;
  const agentId = leg.personId;
  return moved(
    { ...queuedCall(withoutLeg(call, leg.id), agentId, now), queueId, ...NOBODYS },
    [{ type: 'transferred-to-queue', agentId, agentName: leg.name, queueId }],
    [freed(agentId, 'transferred'), { type: 'seek-agent' }],
  );
}

/** The agent being rung sends the ring on to a queue or to another agent (X5). */
export function forward(call: Call, { agentId, to }: Input<'forward'>, now: Millis): CallOutcome {
  const { phase } = call;
  if (phase.name !== 'ringing' || phase.agentId !== agentId) return refuse('offer-closed');
  const free = freed(agentId, 'forwarded');
  const without = queuedCall(withoutLeg(call, phase.legId), agentId, now);
  if ('queueId' in to) {
    if (!hasCustomer(call)) return refuse('no-customer');
    const { queueId } = to;
    return moved(
      { ...without, queueId, ...NOBODYS },
      [{ type: 'call-forwarded', agentId, to: { queueId } }],
      [free, { type: 'seek-agent' }],
    );
  }
  if (call.legs.some((leg) => leg.personId === to.agentId)) return refuse('already-in-call');
  const { agentName } = to;
  return moved(
    ringAt(without, to, now),
    [
      { type: 'call-forwarded', agentId, to: { agentName } },
      { type: 'call-offered', agentId: to.agentId, agentName },
    ],
    [free],
  );
}
