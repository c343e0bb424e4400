import type { Call } from '@parley/core/call/call.ts';
import { isRung } from '@parley/core/call/people.ts';

/** What this page should be sending now. */
export type Wanted = {
  readonly microphone: 'closed' | 'silent' | 'on';
  readonly picture: 'none' | 'camera' | 'screen';
};

/** What it has set up to send. A camera that rests keeps its producer, without a track. */
export type Sending = {
  readonly microphone: 'closed' | 'silent' | 'on';
  readonly picture: 'none' | 'resting-camera' | 'camera' | 'screen';
};

/** One thing to do to come nearer. */
export type SendStep =
  | 'open-microphone'
  | 'close-microphone'
  | 'silence-microphone'
  | 'let-microphone-through'
  | 'open-camera'
  | 'wake-camera'
  | 'rest-camera'
  | 'close-camera'
  | 'open-screen'
  | 'close-screen';

/** What the person has just switched off here: it is so at once, whatever the server still says. */
export type SwitchedOff = { readonly microphone: boolean; readonly picture: boolean };

/** What a call begins with that this page itself has just asked for, before it hears of the call. */
export type Begins = 'none' | 'camera';

/**
 * What the stored call wants this leg to send. Before it is answered an agent's microphone is ready but silent,
 * and it stays so until the page has heard of the call it has just answered.
 */
export function wantedOf(
  call: Call | null,
  legId: string,
  local: { readonly armed: boolean; readonly off: SwitchedOff; readonly begins?: Begins },
): Wanted {
  if (call?.phase.name === 'ended') return { microphone: 'closed', picture: 'none' };
  const leg = call?.legs.find((one) => one.id === legId);
  if (call === null) {
    return { microphone: 'silent', picture: local.off.picture ? 'none' : (local.begins ?? 'none') };
  }
  if (leg === undefined) return { microphone: 'silent', picture: 'none' };
  if (local.armed || isRung(call, legId)) return { microphone: 'silent', picture: 'none' };
  const silent = local.off.microphone || leg.microphone === 'muted';
  return {
    microphone: silent ? 'silent' : 'on',
    picture: call.kind === 'audio' || local.off.picture ? 'none' : leg.picture.source,
  };
}

/** The steps from what is to what is wanted, in order; none when it is so already. */
export function sendSteps(wanted: Wanted, have: Sending): readonly SendStep[] {
  return [
    ...microphoneSteps(wanted.microphone, have.microphone),
    ...PICTURE_STEPS[wanted.picture][have.picture],
  ];
}

function microphoneSteps(
  wanted: Wanted['microphone'],
  have: Sending['microphone'],
): readonly SendStep[] {
  if (wanted === have) return [];
  if (wanted === 'closed') return ['close-microphone'];
  if (have === 'closed') {
    return wanted === 'on' ? ['open-microphone', 'let-microphone-through'] : ['open-microphone'];
  }
  return wanted === 'on' ? ['let-microphone-through'] : ['silence-microphone'];
}

const PICTURE_STEPS: Readonly<
  Record<Wanted['picture'], Readonly<Record<Sending['picture'], readonly SendStep[]>>>
> = {
  none: { none: [], 'resting-camera': [], camera: ['rest-camera'], screen: ['close-screen'] },
  camera: {
    none: ['open-camera'],
    'resting-camera': ['wake-camera'],
    camera: [],
    screen: ['close-screen', 'open-camera'],
  },
  screen: {
    none: ['open-screen'],
    'resting-camera': ['close-camera', 'open-screen'],
    camera: ['close-camera', 'open-screen'],
    screen: [],
  },
};
