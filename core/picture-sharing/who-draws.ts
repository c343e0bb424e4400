import type { Call, Leg } from '../call/call.ts';
import { talkingGroups } from '../call/people.ts';
import type { Chat } from '../conversation/chat.ts';

/** The agents who may share pictures with the customer and draw: who serves the chat, and who is on the line with them. */
export function drawingAgents(chat: Chat, call: Call | null): readonly string[] {
  const serving = chat.state === 'assigned' ? [chat.agentId] : [];
  const talking = withCustomer(call).filter((leg) => leg.role === 'agent');
  return [...new Set([...serving, ...talking.map((leg) => leg.personId)])];
}

/**
 * Whether whoever has this leg sees or sends the picture of that one, together with the customer.
 * A colleague who is only asked is nobody to the customer, and on hold nobody sees anything.
 */
export function canFreeze(call: Call, legId: string, ofLegId: string): boolean {
  if (call.kind === 'audio') return false;
  const legs = withCustomer(call);
  const shown = legs.find((leg) => leg.id === ofLegId);
  return legs.some((leg) => leg.id === legId) && hasPicture(shown);
}

function hasPicture(leg: Leg | undefined): boolean {
  return leg !== undefined && leg.picture.source !== 'none';
}

function withCustomer(call: Call | null): readonly Leg[] {
  const groups = call === null ? [] : talkingGroups(call);
  return groups.find((legs) => legs.some((leg) => leg.role === 'customer')) ?? [];
}
