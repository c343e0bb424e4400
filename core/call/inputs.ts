import type { Outcome } from '../outcome.ts';
import type { Millis } from '../time.ts';
import type { Call, CallKind, DeviceState, EndReason, LinkCause } from './call.ts';

/** Everything that can move a call. Imperative: asked, may be refused. Past: reported, a fact. */
export type CallInput =
  | {
      readonly type: 'offer';
      readonly offerId: string;
      readonly agentId: string;
      readonly agentName: string;
      readonly legId: string;
      readonly until: Millis;
    }
  | { readonly type: 'answer'; readonly agentId: string; readonly tabId: string }
  | { readonly type: 'decline'; readonly agentId: string }
  | { readonly type: 'rang-out'; readonly offerId: string }
  | { readonly type: 'agent-gone'; readonly agentId: string }
  | { readonly type: 'hold'; readonly legId: string }
  | { readonly type: 'resume'; readonly legId: string }
  | { readonly type: 'mute'; readonly legId: string }
  | { readonly type: 'unmute'; readonly legId: string }
  | { readonly type: 'turn-camera-on'; readonly legId: string }
  | { readonly type: 'turn-camera-off'; readonly legId: string }
  | { readonly type: 'share-screen'; readonly legId: string }
  | { readonly type: 'stop-sharing'; readonly legId: string }
  | { readonly type: 'change-kind'; readonly legId: string; readonly to: CallKind }
  | { readonly type: 'end'; readonly legId: string }
  | { readonly type: 'close'; readonly reason: EndReason }
  | { readonly type: 'take-leg'; readonly legId: string; readonly tabId: string }
  | { readonly type: 'link-connected'; readonly legId: string; readonly gapMs?: number }
  | { readonly type: 'link-lost'; readonly legId: string; readonly cause: LinkCause }
  | { readonly type: 'grace-over'; readonly legId: string; readonly dueAt: Millis }
  | { readonly type: 'media-lost' }
  | {
      readonly type: 'device-reported';
      readonly legId: string;
      readonly device: 'microphone' | 'camera';
      readonly state: DeviceState;
    }
  | { readonly type: 'sound-reported'; readonly legId: string; readonly playing: boolean }
  | {
      readonly type: 'gap-measured';
      readonly legId: string;
      readonly gapMs: number;
      readonly cause: LinkCause;
    };

/** Why a call does not do what was asked. */
export type CallRefusalCode =
  | 'call-ended'
  | 'offer-closed'
  | 'not-queued'
  | 'no-such-leg'
  | 'not-in-call'
  | 'not-answered'
  | 'already-held'
  | 'not-held'
  | 'only-agents-hold'
  | 'no-picture-in-audio-call'
  | 'transition-refused'
  | 'tab-is-not-owner';

/** What happened, for the timeline; stored as events of the conversation's stream. */
export type CallFact =
  | { readonly type: 'call-started'; readonly kind: CallKind }
  | { readonly type: 'call-offered'; readonly agentId: string; readonly agentName: string }
  | {
      readonly type: 'call-passed';
      readonly agentId: string;
      readonly because: 'declined' | 'rang-out' | 'agent-gone';
    }
  | { readonly type: 'call-answered'; readonly agentId: string; readonly waitMs: number }
  | { readonly type: 'call-requeued'; readonly agentId: string; readonly because: 'agent-lost' }
  | { readonly type: 'call-held'; readonly legId: string }
  | { readonly type: 'call-resumed'; readonly legId: string; readonly heldMs: number }
  | { readonly type: 'microphone-changed'; readonly legId: string; readonly on: boolean }
  | {
      readonly type: 'picture-changed';
      readonly legId: string;
      readonly from: 'none' | 'camera' | 'screen';
      readonly to: 'none' | 'camera' | 'screen';
    }
  | { readonly type: 'leg-taken'; readonly legId: string; readonly tabId: string }
  | { readonly type: 'link-connected'; readonly legId: string }
  | { readonly type: 'link-interrupted'; readonly legId: string; readonly cause: LinkCause }
  | {
      readonly type: 'link-restored';
      readonly legId: string;
      readonly cause: LinkCause;
      readonly gapMs: number;
    }
  | { readonly type: 'media-moved'; readonly epoch: number }
  | {
      readonly type: 'gap-measured';
      readonly legId: string;
      readonly gapMs: number;
      readonly cause: LinkCause;
    }
  | {
      readonly type: 'device-reported';
      readonly legId: string;
      readonly device: 'microphone' | 'camera';
      readonly state: DeviceState;
    }
  | { readonly type: 'sound-reported'; readonly legId: string; readonly playing: boolean }
  | { readonly type: 'leg-left'; readonly legId: string }
  | { readonly type: 'call-ended'; readonly reason: EndReason; readonly talkMs: number };

/** What must be done once the new value is stored; each is safe to repeat. */
export type CallEffect =
  | { readonly type: 'match-media' }
  | { readonly type: 'release-media' }
  | { readonly type: 'seek-agent' }
  | {
      readonly type: 'free-agent';
      readonly agentId: string;
      readonly because:
        | 'declined'
        | 'rang-out'
        | 'agent-gone'
        | 'agent-lost'
        | 'withdrawn'
        | 'ended';
    };

/** The new value with what happened and what must be done. */
export type Stepped = {
  readonly call: Call;
  readonly facts: readonly CallFact[];
  readonly effects: readonly CallEffect[];
};

/** What became of an input. */
export type CallOutcome = Outcome<Stepped, CallRefusalCode>;
