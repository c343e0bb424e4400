import type { CallState } from '../../live/call/call-state.ts';
import { callWords } from '../words.ts';

/** Whether the call still waits for an answer. */
export function isWaiting({ call }: CallState): boolean {
  const phase = call?.phase.name;
  return call === null || phase === 'queued' || phase === 'ringing';
}

/** The other side's name. */
export function otherName({ others }: CallState): string {
  return others.find((leg) => leg.role === 'agent')?.name ?? callWords.someone;
}

/** How the call stands, in one short sentence (M18). */
export function stateInWords(state: CallState): string {
  if (state.stage === 'reconnecting') return callWords.reconnecting;
  if (state.stage === 'joining' || state.stage === 'idle') return callWords.connecting;
  if (isWaiting(state)) return callWords.waiting.title;
  const name = otherName(state);
  const link = state.others.find((leg) => leg.role === 'agent')?.link.state;
  if (link === 'interrupted') return callWords.otherGone(name);
  if (state.held) return callWords.held.title;
  return link === 'joining' ? callWords.connectingOther(name) : callWords.inCall;
}
