import type { Call, CallKind, Leg } from '@parley/core/call/call.ts';
import { isRung } from '@parley/core/call/people.ts';
import type { Connection } from '../connection.ts';
import type { ConversationSession } from '../conversation.ts';
import type { Devices } from '../devices/devices.ts';
import { type CallSession, openCall } from './call-session.ts';

/** Whose leg is looked for. */
export type CallPerson =
  | { readonly role: 'customer' }
  | { readonly role: 'agent'; readonly personId: string };

/** Where the media of one's own live call is. */
export type OwnCall =
  | { readonly where: 'none' }
  | {
      /** `here`: this page's; `lost`: its page is gone; `elsewhere`: a living page has it; `ringing`: not answered yet. */
      readonly where: 'here' | 'lost' | 'elsewhere' | 'ringing';
      readonly callId: string;
      readonly legId: string;
      readonly kind: CallKind;
    };

/** Finds one's own leg in a call and says which page its media belongs to. */
export function ownCall(call: Call | null, who: CallPerson, tabId: string): OwnCall {
  if (call === null || call.phase.name === 'ended') return { where: 'none' };
  const leg = call.legs.find((one) => isOf(one, who));
  if (leg === undefined) return { where: 'none' };
  const rung = isRung(call, leg.id);
  return {
    where: rung ? 'ringing' : whereIs(leg, tabId),
    callId: call.id,
    legId: leg.id,
    kind: call.kind,
  };
}

function isOf(leg: Leg, who: CallPerson): boolean {
  if (leg.role !== who.role) return false;
  return who.role === 'customer' || leg.personId === who.personId;
}

function whereIs({ tabId, link }: Leg, own: string): 'here' | 'lost' | 'elsewhere' {
  if (tabId === null || tabId === own) return 'here';
  return link.state === 'interrupted' && link.cause === 'page-gone' ? 'lost' : 'elsewhere';
}

/** Takes up one's live call in this page after a reload, or after its page was lost; null when there is nothing to take up. */
export function resumeCall({
  connection,
  devices,
  conversation,
  who,
}: {
  readonly connection: Connection;
  readonly devices: Devices;
  readonly conversation: Pick<ConversationSession, 'call'>;
  readonly who: CallPerson;
}): CallSession | null {
  const own = ownCall(conversation.call.get(), who, connection.tabId);
  if (own.where !== 'here' && own.where !== 'lost') return null;
  const { callId, legId, kind } = own;
  const session = openCall({ connection, devices, call: conversation.call, callId, legId, kind });
  if (session.state.get().stage === 'idle') session.join({ take: own.where === 'lost' });
  return session;
}
