import type { Leg } from '@parley/core/call/call.ts';
import type { CallState } from '../../live/call/call-state.ts';
import { callWords } from '../words.ts';

/** Whether the call still waits for an answer. */
export function isWaiting({ call }: CallState): boolean {
  const phase = call?.phase.name;
  return call === null || phase === 'queued' || phase === 'ringing';
}

/** Those who help the customer now. */
export function agentsOf({ others }: CallState): readonly Leg[] {
  return others.filter((leg) => leg.role === 'agent');
}

/** The other side's name, or names. */
export function otherName(state: CallState): string {
  const names = agentsOf(state).map((leg) => leg.name);
  return names.length === 0 ? callWords.someone : names.reduce(callWords.and);
}

/** How the call stands, in one short sentence (M18). */
export function stateInWords(state: CallState): string {
  if (state.stage === 'reconnecting') return callWords.reconnecting;
  if (state.stage === 'joining' || state.stage === 'idle') return callWords.connecting;
  if (isWaiting(state)) return callWords.waiting.title;
  const agents = agentsOf(state);
  const gone = agents.find((leg) => leg.link.state === 'interrupted');
  if (gone !== undefined) return callWords.otherGone(gone.name);
  if (state.held) return callWords.held.title;
  const joining = agents.find((leg) => leg.link.state === 'joining');
  return joining === undefined ? callWords.inCall : callWords.connectingOther(joining.name);
}
