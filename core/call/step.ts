import { refuse } from '../outcome.ts';
import type { Millis } from '../time.ts';
import { bindTo, rebound } from './binding.ts';
import type { Call } from './call.ts';
import { cancelConsult, completeTransfer, merge, swap } from './consult.ts';
import { close } from './ending.ts';
import { forward, transferToQueue } from './handing-on.ts';
import { hold, resume, stepAway } from './holding.ts';
import type { CallInput, CallOutcome } from './inputs.ts';
import { invite } from './inviting.ts';
import { graceOver, hangUp } from './leaving.ts';
import { linkConnected, linkLost, mediaLost, takeLeg } from './link.ts';
import { changePicture, refuseKind } from './picture.ts';
import { answer, offer, pass } from './ringing.ts';
import { measuredGap, reportDevice, reportSound, sendDigits, setMicrophone } from './talking.ts';

/** The only function that moves a call: the next value with facts and effects, or a refusal that changes nothing. */
export function step(call: Call, input: CallInput, now: Millis): CallOutcome {
  if (call.phase.name === 'ended') return refuse('call-ended');
  if (
    'legId' in input &&
    input.type !== 'offer' &&
    !call.legs.some((leg) => leg.id === input.legId)
  ) {
    return refuse('no-such-leg');
  }
  if (isAboutLink(input)) return stepLink(call, input, now);
  return rebound(
    isAboutTransfer(input) ? stepTransfer(call, input, now) : stepCall(call, input, now),
  );
}

const LINK_INPUTS = [
  'take-leg',
  'link-connected',
  'link-lost',
  'grace-over',
  'media-lost',
  'device-reported',
  'sound-reported',
  'gap-measured',
] as const;

type LinkInput = Extract<CallInput, { type: (typeof LINK_INPUTS)[number] }>;

function isAboutLink(input: CallInput): input is LinkInput {
  return LINK_INPUTS.some((type) => type === input.type);
}

function stepLink(call: Call, input: LinkInput, now: Millis): CallOutcome {
  switch (input.type) {
    case 'take-leg':
      return takeLeg(call, input, now);
    case 'link-connected':
      return linkConnected(call, input, now);
    case 'link-lost':
      return linkLost(call, input, now);
    case 'grace-over':
      return graceOver(call, input, now);
    case 'media-lost':
      return mediaLost(call, now);
    case 'device-reported':
      return reportDevice(call, input);
    case 'sound-reported':
      return reportSound(call, input);
    case 'gap-measured':
      return measuredGap(call, input);
  }
}

const TRANSFER_INPUTS = [
  'forward',
  'invite',
  'cancel-consult',
  'swap',
  'merge',
  'complete-transfer',
  'transfer-to-queue',
] as const;

type TransferInput = Extract<CallInput, { type: (typeof TRANSFER_INPUTS)[number] }>;

function isAboutTransfer(input: CallInput): input is TransferInput {
  return TRANSFER_INPUTS.some((type) => type === input.type);
}

function stepTransfer(call: Call, input: TransferInput, now: Millis): CallOutcome {
  switch (input.type) {
    case 'forward':
      return forward(call, input, now);
    case 'invite':
      return invite(call, input, now);
    case 'cancel-consult':
      return cancelConsult(call, input.legId, now);
    case 'swap':
      return swap(call, input.legId, now);
    case 'merge':
      return merge(call, input.legId, now);
    case 'complete-transfer':
      return completeTransfer(call, input.legId, now);
    case 'transfer-to-queue':
      return transferToQueue(call, input, now);
  }
}

function stepCall(
  call: Call,
  input: Exclude<CallInput, LinkInput | TransferInput>,
  now: Millis,
): CallOutcome {
  switch (input.type) {
    case 'offer':
      return offer(call, input, now);
    case 'answer':
      return answer(call, input, now);
    case 'decline':
    case 'rang-out':
    case 'agent-gone':
      return pass(call, input, now);
    case 'hold':
      return hold(call, input.legId, now);
    case 'resume':
      return resume(call, input.legId, now);
    case 'step-away':
      return stepAway(call, input.legId, now);
    case 'send-digits':
      return sendDigits(call, input);
    case 'mute':
    case 'unmute':
      return setMicrophone(call, input.legId, input.type === 'unmute' ? 'on' : 'muted');
    case 'turn-camera-on':
    case 'turn-camera-off':
    case 'share-screen':
    case 'stop-sharing':
      return changePicture(call, input);
    case 'change-kind':
      return refuseKind(call, input.to);
    case 'bind':
      return bindTo(call, input.agentId);
    case 'end':
      return hangUp(call, input.legId, now);
    case 'close':
      return close(call, input.reason, now);
  }
}
