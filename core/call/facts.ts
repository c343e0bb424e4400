import type { CallKind, DeviceState, EndReason, LinkCause } from './call.ts';

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
  /** Held by another agent, who alone takes it back. */
  | 'held-by-other'
  | 'only-agents'
  /** For the agent who invited, or who holds. */
  | 'not-yours'
  | 'no-consult'
  /** Somebody is being rung or consulted already. */
  | 'consult-open'
  | 'in-conference'
  /** Three people are in the call, and more there cannot be. */
  | 'conference-full'
  /** The invited agent is in this call. */
  | 'already-in-call'
  /** There is nobody to transfer, or nobody for a queue to serve. */
  | 'no-customer'
  /** The agent turned to another call and must resume this one first. */
  | 'stepped-away'
  | 'bad-digits'
  | 'no-picture-in-audio-call'
  | 'transition-refused'
  | 'tab-is-not-owner';

/** Why a ring ended without an answer. */
export type RingFailure = 'declined' | 'rang-out' | 'agent-gone';

type Invited = { readonly legId: string; readonly agentId: string; readonly agentName: string };

type FailedInvitation = {
  readonly agentId: string;
  readonly agentName: string;
  readonly because: RingFailure | 'agent-lost';
};

/** What happened, for the timeline; stored as events of the conversation's stream. */
export type CallFact =
  | { readonly type: 'call-started'; readonly kind: CallKind }
  | { readonly type: 'call-offered'; readonly agentId: string; readonly agentName: string }
  | {
      readonly type: 'call-passed';
      readonly agentId: string;
      readonly because: RingFailure;
    }
  | { readonly type: 'call-answered'; readonly agentId: string; readonly waitMs: number }
  | {
      readonly type: 'call-requeued';
      readonly agentId: string;
      readonly because: 'agent-lost' | 'transfer-failed';
    }
  | {
      readonly type: 'call-forwarded';
      readonly agentId: string;
      readonly to: { readonly queueId: string } | { readonly agentName: string };
    }
  | ({ readonly type: 'consult-started' } & Invited)
  | ({ readonly type: 'transfer-started' } & Invited)
  | { readonly type: 'consult-answered'; readonly agentId: string; readonly agentName: string }
  | ({ readonly type: 'consult-failed' } & FailedInvitation)
  | ({ readonly type: 'transfer-failed' } & FailedInvitation)
  | { readonly type: 'consult-cancelled'; readonly legId: string }
  /** The inviter went over to this side. */
  | {
      readonly type: 'consult-swapped';
      readonly legId: string;
      readonly to: 'line' | 'consulted';
    }
  | { readonly type: 'conference-started'; readonly legId: string }
  | {
      readonly type: 'transferred';
      readonly fromAgentId: string;
      readonly fromName: string;
      readonly toAgentId: string;
      readonly toName: string;
      readonly by: 'blind' | 'attended';
    }
  | {
      readonly type: 'transferred-to-queue';
      readonly agentId: string;
      readonly agentName: string;
      readonly queueId: string;
    }
  /** How many; what they were may be a card's number and is kept nowhere. */
  | { readonly type: 'digits-sent'; readonly legId: string; readonly count: number }
  | { readonly type: 'stepped-away'; readonly legId: string }
  | { readonly type: 'came-back'; readonly legId: string }
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
        | 'transferred'
        | 'forwarded'
        | 'ended';
    };
