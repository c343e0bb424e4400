import { type Outcome, refuse } from '../outcome.ts';
import type { Channel } from '../presence/presence.ts';
import type { Millis } from '../time.ts';
import type { ConversationFact, WrapUpWords } from './events.ts';

/** What an agent has to say about a call they were in; one for each agent and call. */
export type WrapUp = {
  readonly agentId: string;
  readonly agentName: string;
  readonly callId: string;
  readonly channel: Channel;
} & (
  | { readonly state: 'open'; readonly since: Millis; readonly until: Millis }
  /** Over; code and note can still be corrected. */
  | { readonly state: 'over' }
);

/** What can happen to wrap-ups. */
export type WrapUpInput =
  | {
      readonly type: 'begin-wrap-up';
      readonly agentId: string;
      readonly agentName: string;
      readonly callId: string;
      readonly channel: Channel;
      readonly until: Millis;
    }
  | ({
      readonly type: 'finish-wrap-up';
      readonly agentId: string;
      readonly callId: string;
      /** The agent is in a video or screen call of this conversation (K4). */
      readonly inRoom: boolean;
    } & WrapUpWords)
  | { readonly type: 'wrap-up-over'; readonly agentId: string; readonly callId: string };

type Input<Type extends WrapUpInput['type']> = Extract<WrapUpInput, { type: Type }>;

/** What became of an input: all wrap-ups there are now, and the agent whose time it ended. */
export type WrapUpOutcome = Outcome<
  {
    readonly wrapUps: readonly WrapUp[];
    readonly facts: readonly ConversationFact[];
    readonly freedId: string | null;
  },
  'not-yours' | 'in-call'
>;

/** Moves the wrap-ups of one conversation. */
export function stepWrapUps(
  wrapUps: readonly WrapUp[],
  input: WrapUpInput,
  now: Millis,
): WrapUpOutcome {
  return input.type === 'begin-wrap-up' ? begin(wrapUps, input, now) : finish(wrapUps, input, now);
}

/** Where there is no time it is over as it begins: code and note can be given, nobody is kept. */
function begin(
  wrapUps: readonly WrapUp[],
  input: Input<'begin-wrap-up'>,
  now: Millis,
): WrapUpOutcome {
  const { agentId, agentName, callId, channel, until } = input;
  const about = { agentId, agentName, callId, channel };
  if (until <= now) {
    return { ok: true, wrapUps: having(wrapUps, { ...about, state: 'over' }), ...NOTHING };
  }
  const open = having(wrapUps, { ...about, state: 'open', since: now, until });
  const fact = { type: 'wrap-up-started', agentId, agentName, callId, until } as const;
  return { ok: true, wrapUps: open, facts: [fact], freedId: null };
}

const NOTHING = { facts: [], freedId: null };

/** The agent is done, or the timer is; what comes later only corrects what was said. */
function finish(
  wrapUps: readonly WrapUp[],
  input: Input<'finish-wrap-up' | 'wrap-up-over'>,
  now: Millis,
): WrapUpOutcome {
  const known = wrapUps.find((one) => isAbout(one, input));
  if (known === undefined) return refuse('not-yours');
  if (input.type === 'finish-wrap-up' && input.inRoom) return refuse('in-call');
  const byTimer = input.type === 'wrap-up-over';
  const isDue = known.state === 'open' && known.until <= now;
  if (byTimer && !isDue) return { ok: true, wrapUps, ...NOTHING };
  const { agentId, agentName, callId, channel } = known;
  const who = { agentId, agentName, callId };
  const words = byTimer ? { code: null, note: '' } : { code: input.code, note: input.note };
  if (known.state === 'over') {
    const corrected: ConversationFact = { type: 'wrap-up-corrected', ...who, ...words };
    return { ok: true, wrapUps, facts: [corrected], freedId: null };
  }
  const by = byTimer ? 'timer' : 'agent';
  const fact: ConversationFact = { type: 'wrapped-up', ...who, ...words, by };
  const over = having(wrapUps, { ...who, channel, state: 'over' });
  return { ok: true, wrapUps: over, facts: [fact], freedId: agentId };
}

function having(wrapUps: readonly WrapUp[], wrapUp: WrapUp): readonly WrapUp[] {
  return [...wrapUps.filter((one) => !isAbout(one, wrapUp)), wrapUp];
}

function isAbout(
  wrapUp: WrapUp,
  asked: { readonly agentId: string; readonly callId: string },
): boolean {
  return wrapUp.agentId === asked.agentId && wrapUp.callId === asked.callId;
}
