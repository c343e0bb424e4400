import type { Call } from '@parley/core/call/call.ts';
import { answeredLegs as answeredIn, isRung, ringOf } from '@parley/core/call/people.ts';
import { timersOf } from '@parley/core/call/timers.ts';
import { askingTimers } from '@parley/core/conversation/asking-step.ts';
import type { Conversation } from '@parley/core/conversation/conversation.ts';
import { roomTimers } from '@parley/core/conversation/room-timers.ts';
import type { Channel, Task } from '@parley/core/presence/presence.ts';
import { roomTask } from '@parley/core/presence/room-task.ts';
import type { Contact } from '@parley/core/routing/route.ts';
import type { Job } from '../jobs/job.ts';

/** A conversation with the call that may go on in it. */
export type Subject = { readonly conversation: Conversation; readonly call: Call | null };

/** An offer that is open. */
export type OpenOffer = {
  readonly offerId: string;
  readonly agentId: string;
  readonly until: number;
};

/** Work that waits or rings, as a row of `contacts`. */
export type ContactRow = Contact & {
  readonly callId: string | null;
  readonly offer: OpenOffer | null;
};

/** A task with its agent. */
export type TaskRow = Task & { readonly agentId: string };

/** The id under which a conversation's chat waits in line; a call waits under its own. */
function chatContactId(conversationId: string): string {
  return `chat:${conversationId}`;
}

/** Screen sharing carries pictures and fills an agent as video does (Q6, K7). */
export function channelOf(call: Call): Channel {
  return call.kind === 'audio' ? 'voice' : 'video';
}

/** The contacts that a conversation and its call have in line. */
export function contactsOf({ conversation, call }: Subject): readonly ContactRow[] {
  return [...callContact(call), ...chatContact(conversation)];
}

function callContact(call: Call | null): ContactRow[] {
  if (call === null || !isInLine(call)) return [];
  const { phase } = call;
  return [
    {
      id: call.id,
      conversationId: call.conversationId,
      callId: call.id,
      channel: channelOf(call),
      queueId: call.queueId,
      since: call.startedAt,
      preferredAgentId: call.preferredAgentId,
      boundToAgentId: call.boundToAgentId,
      passedBy: call.passedBy,
      offer: phase.name === 'ringing' ? offerOf(phase) : null,
    },
  ];
}

function chatContact({ id, queueId, chat }: Conversation): ContactRow[] {
  if (chat.state !== 'waiting' && chat.state !== 'offered') return [];
  return [
    {
      id: chatContactId(id),
      conversationId: id,
      callId: null,
      channel: 'chat',
      queueId,
      since: chat.since,
      preferredAgentId: null,
      boundToAgentId: null,
      passedBy: chat.passedBy,
      offer: chat.state === 'offered' ? offerOf(chat) : null,
    },
  ];
}

function offerOf({ offerId, agentId, until }: OpenOffer): OpenOffer {
  return { offerId, agentId, until };
}

/** Work that rings at somebody, from a queue or from a colleague. */
export type OfferedWork = Pick<
  ContactRow,
  'id' | 'conversationId' | 'callId' | 'channel' | 'queueId' | 'since'
> & { readonly offer: OpenOffer };

/** The offers that are open: those of the contacts in line, and the ring of one agent at another. */
export function offersOf(subject: Subject): readonly OfferedWork[] {
  const inLine = contactsOf(subject).flatMap(({ offer, ...contact }) =>
    offer === null ? [] : [{ ...contact, offer }],
  );
  return [...inLine, ...directRing(subject.call)];
}

/** Whoever is rung by a colleague stands in no queue. */
function directRing(call: Call | null): OfferedWork[] {
  const ring = call === null ? null : ringOf(call);
  if (call === null || ring === null || isInLine(call)) return [];
  const { id, conversationId } = call;
  const { since } = ring;
  const channel = channelOf(call);
  return [{ id, conversationId, callId: id, channel, queueId: '', since, offer: offerOf(ring) }];
}

function isInLine({ phase, origin }: Call): boolean {
  return origin !== 'internal' && (phase.name === 'queued' || phase.name === 'ringing');
}

/** What agents are busy with because of a conversation and its call. */
export function tasksOf({ conversation, call }: Subject): readonly TaskRow[] {
  const inRoom = roomTask(conversation.id, conversation.room, call);
  return [
    ...callTasks(call),
    ...(inRoom === null ? [] : [inRoom]),
    ...chatTasks(conversation),
    ...wrapUpTasks(conversation),
  ];
}

function callTasks(call: Call | null): TaskRow[] {
  if (call === null || call.phase.name === 'queued' || call.phase.name === 'ended') return [];
  const { phase } = call;
  const ring = ringOf(call);
  const since = 'answeredAt' in phase ? phase.answeredAt : phase.since;
  return call.legs
    .filter((leg) => leg.role === 'agent')
    .map((leg) => ({
      contactId: call.id,
      agentId: leg.personId,
      conversationId: call.conversationId,
      channel: channelOf(call),
      ...(leg.id === ring?.legId
        ? { state: 'reserved', since: ring.since }
        : { state: 'active', since }),
    }));
}

function chatTasks({ id, chat }: Conversation): TaskRow[] {
  if (chat.state !== 'offered' && chat.state !== 'assigned') return [];
  const state = chat.state === 'offered' ? 'reserved' : 'active';
  const { agentId, since } = chat;
  return [
    { contactId: chatContactId(id), agentId, conversationId: id, channel: 'chat', state, since },
  ];
}

/** The wrap-ups for which an agent is still kept. */
export function openWrapUps({ wrapUps }: Conversation): readonly OpenWrapUp[] {
  return wrapUps.filter((one) => one.state === 'open');
}

type OpenWrapUp = Extract<Conversation['wrapUps'][number], { state: 'open' }>;

function wrapUpTasks(conversation: Conversation): TaskRow[] {
  return openWrapUps(conversation).map(({ agentId, callId, channel, since }) => ({
    contactId: `wrap-up:${callId}`,
    agentId,
    conversationId: conversation.id,
    channel,
    state: 'wrap-up',
    since,
  }));
}

/** The agents a conversation belongs to: who serves its chat, is in its call or wraps it up, and its members. */
export function agentIdsOf({ conversation, call }: Subject): readonly string[] {
  const { chat } = conversation;
  const serving = chat.state === 'assigned' ? [chat.agentId] : [];
  const inCall = answeredLegs(call).map((leg) => leg.personId);
  const wrapping = openWrapUps(conversation).map((one) => one.agentId);
  return [...new Set([...conversation.staffIds, ...serving, ...inCall, ...wrapping])].sort();
}

/** The legs of agents who have answered. */
export function answeredLegs(call: Call | null): Call['legs'] {
  return call === null ? [] : answeredIn(call).filter((leg) => leg.role === 'agent');
}

/** The legs of agents who are in the call, whether somebody has answered or not: all but the one being rung. */
export function presentLegs(call: Call | null): Call['legs'] {
  if (call === null || call.phase.name === 'ended') return [];
  return call.legs.filter((leg) => leg.role === 'agent' && !isRung(call, leg.id));
}

/** The timers that a conversation and its call need; the table holds exactly these. */
export function timerJobsOf({ conversation, call }: Subject): readonly Job[] {
  const ofCall = call === null || call.phase.name === 'ended' ? [] : timersOf(call);
  const jobs = ofCall.map(
    ({ key, at, input }): Job => ({
      key: `call:${call?.id}:${key}`,
      kind: 'call-input',
      subject: call?.id ?? '',
      dueAt: at,
      data: input,
    }),
  );
  return [
    ...jobs,
    ...chatTimers(conversation),
    ...wrapUpTimers(conversation),
    ...dueIn(conversation),
  ];
}

/** What falls due in the conversation itself: in its room, and in what is asked. */
function dueIn(conversation: Conversation): readonly Job[] {
  const { id } = conversation;
  const timers = [...roomTimers(conversation), ...askingTimers(conversation)];
  return timers.map(({ key, at, input }) => ({
    key: `conversation:${id}:${key}`,
    kind: 'conversation-input',
    subject: id,
    dueAt: at,
    data: input,
  }));
}

function chatTimers({ id, chat }: Conversation): readonly Job[] {
  if (chat.state !== 'offered') return [];
  const { offerId, until } = chat;
  const key = `chat:${id}:ring`;
  return [{ key, kind: 'chat-rang-out', subject: id, dueAt: until, data: { offerId } }];
}

function wrapUpTimers(conversation: Conversation): readonly Job[] {
  return openWrapUps(conversation).map(({ agentId, callId, until }) => ({
    key: `wrap-up:${callId}:${agentId}`,
    kind: 'wrap-up-over',
    subject: conversation.id,
    dueAt: until,
    data: { agentId, callId },
  }));
}
