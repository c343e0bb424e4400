import { refuse } from '../outcome.ts';
import type { Call, CallKind, Picture } from './call.ts';
import type { CallInput } from './inputs.ts';
import { legOf, withLeg } from './legs.ts';
import type { CallOutcome } from './step.ts';

type PictureInput = Extract<
  CallInput,
  { type: 'turn-camera-on' | 'turn-camera-off' | 'share-screen' | 'stop-sharing' }
>;

/** Changes a leg's one picture (K2). In an audio call there is none (M8). Allowed while held (X9). */
export function changePicture(call: Call, input: PictureInput): CallOutcome {
  if (call.kind === 'audio') return refuse('no-picture-in-audio-call');
  const leg = legOf(call, input.legId);
  if (leg === undefined) return refuse('no-such-leg');
  const picture = nextPicture(leg.picture, input.type);
  if (picture === leg.picture) return { ok: true, call, facts: [], effects: [] };
  const from = leg.picture.source;
  const to = picture.source;
  return {
    ok: true,
    call: withLeg(call, { ...leg, picture }),
    facts: from === to ? [] : [{ type: 'picture-changed', legId: leg.id, from, to }],
    effects: [{ type: 'match-media' }],
  };
}

function nextPicture(picture: Picture, asked: PictureInput['type']): Picture {
  switch (asked) {
    case 'turn-camera-on':
      return picture.source === 'camera' ? picture : { source: 'camera' };
    case 'turn-camera-off':
      if (picture.source === 'none') return picture;
      if (picture.source === 'camera') return { source: 'none' };
      return picture.cameraBefore ? { source: 'screen', cameraBefore: false } : picture;
    case 'share-screen':
      if (picture.source === 'screen') return picture;
      return { source: 'screen', cameraBefore: picture.source === 'camera' };
    case 'stop-sharing':
      if (picture.source !== 'screen') return picture;
      return picture.cameraBefore ? { source: 'camera' } : { source: 'none' };
  }
}

/** No call changes its kind (M8, M9); the refusal names the transition. */
export function refuseKind(call: Call, to: CallKind): CallOutcome {
  return refuse('transition-refused', { from: call.kind, to });
}
