import type { Outcome } from '../outcome.ts';
import type { Millis } from '../time.ts';
import type { Call, CallKind, DeviceState, EndReason, InvitePurpose, LinkCause } from './call.ts';
import type { CallEffect, CallFact, CallRefusalCode } from './facts.ts';

/** Where a ringing call is sent on to. */
export type ForwardTarget =
  | { readonly queueId: string }
  | {
      readonly offerId: string;
      readonly agentId: string;
      readonly agentName: string;
      readonly legId: string;
      readonly until: Millis;
    };

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
  /** The agent being rung passes the ring on; their own ends at once (X5). */
  | { readonly type: 'forward'; readonly agentId: string; readonly to: ForwardTarget }
  /** An agent in the call rings a second one, to ask first or to hand the call over (X2, X3). */
  | {
      readonly type: 'invite';
      readonly legId: string;
      readonly purpose: InvitePurpose;
      readonly offerId: string;
      readonly agentId: string;
      readonly agentName: string;
      readonly invitedLegId: string;
      readonly until: Millis;
    }
  | { readonly type: 'cancel-consult'; readonly legId: string }
  | { readonly type: 'swap'; readonly legId: string }
  | { readonly type: 'merge'; readonly legId: string }
  | { readonly type: 'complete-transfer'; readonly legId: string }
  | { readonly type: 'transfer-to-queue'; readonly legId: string; readonly queueId: string }
  | { readonly type: 'send-digits'; readonly legId: string; readonly digits: string }
  /** An agent turns to another call: alone with the line this is hold, else only their own leg falls silent. */
  | { readonly type: 'step-away'; readonly legId: string }
  | { readonly type: 'hold'; readonly legId: string }
  | { readonly type: 'resume'; readonly legId: string }
  | { readonly type: 'mute'; readonly legId: string }
  | { readonly type: 'unmute'; readonly legId: string }
  | { readonly type: 'turn-camera-on'; readonly legId: string }
  | { readonly type: 'turn-camera-off'; readonly legId: string }
  | { readonly type: 'share-screen'; readonly legId: string }
  | { readonly type: 'stop-sharing'; readonly legId: string }
  | { readonly type: 'change-kind'; readonly legId: string; readonly to: CallKind }
  /** Another agent has its room while it waits for the first, or for a queue. */
  | { readonly type: 'bind'; readonly agentId: string }
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

/** The new value with what happened and what must be done. */
export type Stepped = {
  readonly call: Call;
  readonly facts: readonly CallFact[];
  readonly effects: readonly CallEffect[];
};

/** What became of an input. */
export type CallOutcome = Outcome<Stepped, CallRefusalCode>;
