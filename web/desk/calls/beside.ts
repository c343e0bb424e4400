import type { Call, Leg } from '@parley/core/call/call.ts';
import { hostOf, isRung, pairOf, ringOf } from '@parley/core/call/people.ts';

/** What goes on beside the line, seen from one's own leg. Names are what the screen says. */
export type BesideView =
  | { readonly is: 'none' }
  /** One rings a colleague. */
  | {
      readonly is: 'inviting';
      readonly purpose: 'consult' | 'transfer';
      readonly colleague: string;
      readonly since: number;
    }
  /** A colleague in this call rings another. */
  | { readonly is: 'others-invite'; readonly colleague: string }
  /** One asked a colleague: talks with them, or with the line while they wait. */
  | {
      readonly is: 'asking';
      readonly with: 'colleague' | 'line';
      readonly colleague: string;
      readonly line: string;
    }
  /** One was asked: talks with who asked, or waits. */
  | { readonly is: 'asked'; readonly talks: boolean; readonly by: string; readonly line: string }
  /** Two others talk beside this call. */
  | { readonly is: 'others-consult'; readonly one: string; readonly other: string }
  /** `guest` is who one brought in and may remove; null where one was brought in. */
  | { readonly is: 'conference'; readonly guest: string | null; readonly held: boolean };

/** Says what goes on beside a call for the owner of a leg. */
export function besideOf(call: Call, legId: string): BesideView {
  const { beside } = call;
  if (beside.name === 'none') return { is: 'none' };
  if (beside.name === 'inviting') {
    const { agentName: colleague, purpose, since } = beside;
    if (beside.byLegId !== legId) return { is: 'others-invite', colleague };
    return { is: 'inviting', purpose, colleague, since };
  }
  const pair = { by: nameOf(call, beside.byLegId), with: nameOf(call, beside.withLegId) };
  const merged = beside.name === 'consulting' && beside.merged;
  if (beside.name === 'conference' || merged) return conferenceOf(call, legId, merged);
  const line = lineOf(call);
  if (beside.byLegId === legId) {
    const talksWith = beside.name === 'consulting' ? 'colleague' : 'line';
    return { is: 'asking', with: talksWith, colleague: pair.with, line };
  }
  if (beside.withLegId === legId) {
    return { is: 'asked', talks: beside.name === 'consulting', by: pair.by, line };
  }
  return { is: 'others-consult', one: pair.by, other: pair.with };
}

function conferenceOf(call: Call, legId: string, held: boolean): BesideView {
  const pair = pairOf(call);
  const isHost = pair !== null && hostOf(call, pair) === legId;
  const guestId = pair?.byLegId === legId ? pair.withLegId : (pair?.byLegId ?? '');
  return { is: 'conference', guest: isHost ? nameOf(call, guestId) : null, held };
}

function nameOf(call: Call, legId: string): string {
  return call.legs.find((leg) => leg.id === legId)?.name ?? '';
}

/** Whom a call is about: its customer; between colleagues, everybody who is not in the consult. */
function lineOf(call: Call): string {
  const pair = pairOf(call);
  const line = call.legs.filter((leg) => leg.id !== pair?.byLegId && leg.id !== pair?.withLegId);
  return (line.find((leg) => leg.role === 'customer') ?? line[0])?.name ?? '';
}

/** Whom a call is with, seen from one's own leg: its customer, else the colleague, also while they are rung. */
export function partnerOf(call: Call, legId: string): Leg | null {
  const others = call.legs.filter((leg) => leg.id !== legId);
  const rungLegId = ringOf(call)?.legId;
  return (
    others.find((leg) => leg.role === 'customer') ??
    others.find((leg) => leg.id !== rungLegId) ??
    others[0] ??
    null
  );
}

/** Whether one's own call rings at a colleague who has not answered. */
export function isCalling(call: Call, legId: string): boolean {
  return call.phase.name === 'ringing' && !isRung(call, legId);
}
