import { refuse } from '../outcome.ts';
import type { Call, CallKind, Picture } from './call.ts';
import type { CallInput, CallOutcome } from './inputs.ts';
import { legOf, withLeg } from './legs.ts';

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
  if (picture.source === 'screen') return whileSharing(picture, asked);
  switch (asked) {
    case 'turn-camera-on':
      return picture.source === 'camera' ? picture : { source: 'camera' };
    case 'turn-camera-off':
      return picture.source === 'none' ? picture : { source: 'none' };
    case 'share-screen':
      return { source: 'screen', cameraBefore: picture.source === 'camera' };
    case 'stop-sharing':
      return picture;
  }
}

/** The camera button changes only what comes back when the sharing stops (K2, M6). */
function whileSharing(
  picture: Extract<Picture, { source: 'screen' }>,
  asked: PictureInput['type'],
): Picture {
  switch (asked) {
    case 'share-screen':
      return picture;
    case 'stop-sharing':
      return { source: picture.cameraBefore ? 'camera' : 'none' };
    case 'turn-camera-on':
      return picture.cameraBefore ? picture : { ...picture, cameraBefore: true };
    case 'turn-camera-off':
      return picture.cameraBefore ? { ...picture, cameraBefore: false } : picture;
  }
}

/** No call changes its kind (M8, M9); the refusal names the transition. */
export function refuseKind(call: Call, to: CallKind): CallOutcome {
  return refuse('transition-refused', { from: call.kind, to });
}
