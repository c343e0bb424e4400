import type { Call } from '../call/call.ts';
import { isAnswered, isRung } from '../call/people.ts';
import { timersOf } from '../call/timers.ts';
import { flows } from '../flows.ts';
import { brokenMatrix } from './matrix-laws.ts';
import { said } from './said.ts';

/** What one call breaks by itself: who hears whom, and that nobody is left alone or stuck. */
export function brokenInCall(call: Call): readonly string[] {
  if (call.phase.name === 'ended') {
    const left = flows(call).length > 0 || call.legs.length > 0 || call.beside.name !== 'none';
    return left ? ['an ended call still has legs or flows'] : [];
  }
  return [...leftAlone(call), ...stuck(call), ...brokenMatrix(call)];
}

/** What a change breaks: whoever leaves is freed once, and nobody else is. */
export function brokenInStep(
  before: Call,
  after: Call,
  freed: readonly string[],
): readonly string[] {
  const agentsOf = (call: Call): readonly string[] =>
    call.legs.filter((leg) => leg.role === 'agent').map((leg) => leg.personId);
  const here = agentsOf(after);
  const gone = agentsOf(before).filter((agentId) => !here.includes(agentId));
  return [...gone].sort().join() === [...freed].sort().join()
    ? []
    : [`${gone.join() || 'nobody'} left and ${freed.join() || 'nobody'} was freed`];
}

function leftAlone(call: Call): readonly string[] {
  const people = call.legs.filter((leg) => !isRung(call, leg.id));
  const agents = people.filter((leg) => leg.role === 'agent');
  const customers = people.filter((leg) => leg.role === 'customer');
  const { beside, origin } = call;
  const awaitsTransfer = beside.name === 'inviting' && beside.purpose === 'transfer';
  const internal = origin === 'internal';
  const answered = isAnswered(call) && !awaitsTransfer;
  return said([
    [!internal && customers.length === 0, 'a call goes on without its customer'],
    [!internal && answered && agents.length === 0, 'a customer is alone in an answered call'],
    [internal && answered && agents.length < 2, 'an agent is alone in an internal call'],
    [people.length > 3, 'more than three people are in a call'],
    [!isAnswered(call) && agents.length > (internal ? 1 : 0), 'an agent waits in no call'],
  ]);
}

/** Nothing goes on beside the line that nobody there can end. */
function stuck(call: Call): readonly string[] {
  const { beside, phase } = call;
  const isThere = (legId: string): boolean =>
    call.legs.some((leg) => leg.id === legId && leg.role === 'agent') && !isRung(call, legId);
  const pair = 'withLegId' in beside ? beside : null;
  const awaitsTransfer = beside.name === 'inviting' && beside.purpose === 'transfer';
  const withHold = beside.name === 'inviting' || beside.name === 'consulting';
  const rings = timersOf(call).filter((timer) => timer.key.startsWith('ring:')).length;
  const isRinging = phase.name === 'ringing' || beside.name === 'inviting';
  const holder = phase.name === 'held' ? phase.byLegId : null;
  return said([
    [holder !== null && !awaitsTransfer && !isThere(holder), 'nobody can resume a held call'],
    [pair !== null && !(isThere(pair.byLegId) && isThere(pair.withLegId)), 'a consult with nobody'],
    [withHold && phase.name !== 'held', `${beside.name} without hold`],
    [pair !== null && !withHold && phase.name !== 'active', `${beside.name} without a live line`],
    [rings !== (isRinging ? 1 : 0), 'a ring without its clock'],
    [phase.name === 'ringing' && beside.name !== 'none', 'two agents are rung at once'],
  ]);
}
