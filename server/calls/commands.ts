import type { CommandName, Hint } from '@parley/contracts/socket.ts';
import { can } from '@parley/core/access/can.ts';
import type { Call } from '@parley/core/call/call.ts';
import type { CallInput } from '@parley/core/call/inputs.ts';
import { answeredLegs } from '@parley/core/call/people.ts';
import type { Changes } from '../changes/changes.ts';
import { draftOf, withCall } from '../changes/draft.ts';
import {
  type CommandContext,
  decidedFrom,
  type Executor,
  type Executors,
  NOT_ALLOWED,
  onceOnly,
} from '../command-context.ts';
import type { Database } from '../database/database.ts';
import type { HintTarget } from '../delivery-port.ts';
import { isSeenByCustomer } from '../facts/customer-call.ts';
import { holdingOthers } from './other-calls.ts';
import { decideOnOwnLeg, type OnLeg } from './own-leg.ts';
import { readCall } from './read-call.ts';
import { startCallFor } from './start-call.ts';

export type CallParts = {
  readonly database: Database;
  readonly changes: Changes;
  readonly random: () => string;
  readonly hint: (to: HintTarget, hint: Hint) => void;
  /** Brings up the media of a leg. */
  readonly join: Executor<'media-join'>;
};

type Names =
  | 'start-call'
  | 'hold-call'
  | 'resume-call'
  | 'mute'
  | 'unmute'
  | 'turn-camera-on'
  | 'turn-camera-off'
  | 'share-screen'
  | 'stop-sharing'
  | 'change-kind'
  | 'end-call'
  | 'take-leg'
  | 'report-device'
  | 'report-sound'
  | 'report-gap'
  | 'report-quality';

/** The call as its people move it. */
export function callCommands(parts: CallParts): Executors<Names> {
  const move = moverFor(parts.changes);
  return {
    'start-call': (context, asked) => startCallFor(parts, context, asked),
    'hold-call': move('hold-call', ({ legId }) => ({ type: 'hold', legId })),
    'resume-call': (context, data) =>
      holdingOthers(parts, { context, turnedTo: { callId: data.callId } }, () =>
        move('resume-call', ({ legId }) => ({ type: 'resume', legId }))(context, data),
      ),
    mute: move('mute', ({ legId }) => ({ type: 'mute', legId })),
    unmute: move('unmute', ({ legId }) => ({ type: 'unmute', legId })),
    'turn-camera-on': move('turn-camera-on', ({ legId }) => ({ type: 'turn-camera-on', legId })),
    'turn-camera-off': move('turn-camera-off', ({ legId }) => ({ type: 'turn-camera-off', legId })),
    'share-screen': move('share-screen', ({ legId }) => ({ type: 'share-screen', legId })),
    'stop-sharing': move('stop-sharing', ({ legId }) => ({ type: 'stop-sharing', legId })),
    'change-kind': move('change-kind', ({ legId, to }) => ({ type: 'change-kind', legId, to })),
    'end-call': move('end-call', ({ legId }) => ({ type: 'end', legId })),
    'take-leg': move('take-leg', ({ legId }, { tabId }) => ({ type: 'take-leg', legId, tabId })),
    ...reports(parts),
  };
}

function reports(
  parts: CallParts,
): Executors<'report-device' | 'report-sound' | 'report-gap' | 'report-quality'> {
  const move = moverFor(parts.changes);
  return {
    'report-device': move('report-device', ({ legId, device, state }) => ({
      type: 'device-reported',
      legId,
      device,
      state,
    })),
    'report-sound': move('report-sound', ({ legId, playing }) => ({
      type: 'sound-reported',
      legId,
      playing,
    })),
    'report-gap': move('report-gap', ({ legId, gapMs, cause }) => ({
      type: 'gap-measured',
      legId,
      gapMs,
      cause,
    })),
    'report-quality': async ({ who }, { callId, legId, level, because }) => {
      const call = await readCall(parts.database, callId);
      const leg = call?.value.legs.find((one) => one.id === legId);
      if (call === null || leg === undefined) return NOT_ALLOWED;
      if (!can(who, 'use-own-leg', { personId: leg.personId })) return NOT_ALLOWED;
      const quality: Hint = { type: 'quality', callId, legId, level, because };
      for (const to of readersOf(call.value, legId)) parts.hint(to, quality);
      return { ok: true, data: {} };
    },
  };
}

/** Everybody who follows the conversation, or only the agents in the call while its customer knows nothing of this leg. */
function readersOf(call: Call, legId: string): readonly HintTarget[] {
  if (call.origin === 'internal' || isSeenByCustomer(call, legId)) {
    return [{ conversationId: call.conversationId }];
  }
  return answeredLegs(call)
    .filter((leg) => leg.role === 'agent')
    .map(({ personId }) => ({ personId }));
}

type LegCommand = Exclude<Names, 'start-call' | 'report-quality'>;

/** Inputs that may free agents lock them; the others leave them alone. */
const FREES_AGENTS: readonly CommandName[] = ['end-call'];

function moverFor(changes: Changes) {
  return <Name extends LegCommand>(
    name: Name,
    inputFor: (data: Parameters<Executors<Names>[Name]>[1], context: CommandContext) => CallInput,
  ) =>
    (context: CommandContext, data: Parameters<Executors<Names>[Name]>[1] & OnLeg) => {
      const { callId, legId } = data;
      const engaged = FREES_AGENTS.includes(name);
      return changes.change({ callId, engaged, ...onceOnly(context) }, (loaded, now) =>
        decideOnOwnLeg(loaded.call?.value ?? null, { context, name, legId }, () =>
          decidedFrom(withCall(draftOf(loaded), inputFor(data, context), now), {}),
        ),
      );
    };
}
