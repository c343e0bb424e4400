import { refuse } from '../outcome.ts';
import type { Millis } from '../time.ts';
import type { Call } from './call.ts';
import { close, graceOver, hangUp } from './ending.ts';
import type { CallInput, CallOutcome } from './inputs.ts';
import { linkConnected, linkLost, mediaLost, takeLeg } from './link.ts';
import { changePicture, refuseKind } from './picture.ts';
import { answer, offer, pass } from './ringing.ts';
import { hold, measuredGap, reportDevice, reportSound, resume, setMicrophone } from './talking.ts';

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
  return isAboutLink(input) ? stepLink(call, input, now) : stepCall(call, input, now);
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

function stepCall(call: Call, input: Exclude<CallInput, LinkInput>, now: Millis): CallOutcome {
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
    case 'end':
      return hangUp(call, input.legId, now);
    case 'close':
      return close(call, input.reason, now);
  }
}
