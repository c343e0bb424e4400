import { type Outcome, refuse } from '../outcome.ts';
import type { Millis } from '../time.ts';
import type { Chat } from './chat.ts';
import {
  type CustomerRequest,
  type CustomerRequestFact,
  type CustomerRequestInput,
  openRequestOf,
  positionOf,
  type RequestOutcome,
} from './customer-request.ts';
import type { ConversationFact } from './events.ts';

type Requests = readonly CustomerRequest[];

/** What the step looks at, of a conversation. */
type Around = {
  readonly requests: Requests;
  readonly chat: Chat;
  readonly customer: { readonly id: string; readonly name: string };
};

type StepOutcome = Outcome<
  { readonly requests: Requests; readonly facts: readonly ConversationFact[] },
  'not-yours' | 'request-closed' | 'bad-position' | 'wrong-size'
>;

type Input<Type extends CustomerRequestInput['type']> = Extract<
  CustomerRequestInput,
  { type: Type }
>;

/** Moves what an agent asks the customer to send; a photo that is sent is also a message. */
export function stepCustomerRequest(
  around: Around,
  input: CustomerRequestInput,
  now: Millis,
): StepOutcome {
  switch (input.type) {
    case 'ask-customer':
      return ask(around, input, now);
    case 'withdraw-customer-request':
      return withdraw(around, input);
    case 'decline-customer-request':
      return decline(around, input, now);
    case 'send-photo':
      return sendPhoto(around, input, now);
    case 'send-position':
      return sendPosition(around, input, now);
    case 'report-position-obstacle':
      return hinder(around, input, now);
    case 'customer-request-over':
      return over(around, input, now);
  }
}

function done(requests: Requests, ...facts: readonly ConversationFact[]): StepOutcome {
  return { ok: true, requests, facts };
}

function isServing(chat: Chat, agentId: string): boolean {
  return chat.state === 'assigned' && chat.agentId === agentId;
}

/** A request that stands is not made twice. */
function ask({ requests, chat }: Around, input: Input<'ask-customer'>, now: Millis): StepOutcome {
  const { what, requestId, agentId, agentName, until } = input;
  if (!isServing(chat, agentId)) return refuse('not-yours');
  if (openRequestOf(requests, what) !== null) return done(requests);
  const fact = { type: 'customer-asked', requestId, what, agentId, agentName, until } as const;
  return done(requestsAfter(requests, fact, now), fact);
}

function withdraw(
  { requests, chat }: Around,
  { what, agentId }: Input<'withdraw-customer-request'>,
): StepOutcome {
  if (!isServing(chat, agentId)) return refuse('not-yours');
  const open = openRequestOf(requests, what);
  return open === null ? refuse('request-closed') : close(requests, closing(open, 'withdrawn'));
}

/** Pressed twice it is one answer. */
function decline(
  { requests }: Around,
  { requestId }: Input<'decline-customer-request'>,
  now: Millis,
): StepOutcome {
  const request = requests.find(({ id }) => id === requestId);
  if (request?.outcome === 'declined') return done(requests);
  if (!waits(request, now)) return refuse('request-closed');
  return close(requests, closing(request, 'declined'));
}

function sendPhoto(
  { requests, customer }: Around,
  { requestId, messageId, file }: Input<'send-photo'>,
  now: Millis,
): StepOutcome {
  const request = requests.find(({ id }) => id === requestId);
  if (request?.outcome === 'sent' && request.fileId === file.id) return done(requests);
  if (!waits(request, now) || request.what !== 'photo') return refuse('request-closed');
  if (file.picture === null) return refuse('wrong-size');
  const closed = { ...closing(request, 'sent'), fileId: file.id };
  const author = { role: 'customer', id: customer.id, name: customer.name } as const;
  const message = { type: 'message-sent', messageId, author, text: '', file } as const;
  return done(requestsAfter(requests, closed, now), closed, message);
}

/** The first one that arrives is the one that was shared. */
function sendPosition(
  { requests }: Around,
  { requestId, position }: Input<'send-position'>,
  now: Millis,
): StepOutcome {
  const measured = positionOf(position);
  if (measured === null) return refuse('bad-position');
  const request = requests.find(({ id }) => id === requestId);
  if (request?.what !== 'location') return refuse('request-closed');
  if (request.outcome === 'sent') return done(requests);
  if (!waits(request, now)) return refuse('request-closed');
  return close(requests, { ...closing(request, 'sent'), position: measured });
}

/** The request stands: they may allow it, go where there is a signal, and try again. */
function hinder(
  { requests }: Around,
  { requestId, obstacle }: Input<'report-position-obstacle'>,
  now: Millis,
): StepOutcome {
  const request = requests.find(({ id }) => id === requestId);
  if (!waits(request, now) || request.what !== 'location') return refuse('request-closed');
  if (request.obstacle === obstacle) return done(requests);
  const fact = { type: 'position-hindered', requestId, obstacle } as const;
  return done(requestsAfter(requests, fact, now), fact);
}

function over(
  { requests }: Around,
  { requestId }: Input<'customer-request-over'>,
  now: Millis,
): StepOutcome {
  const request = requests.find(({ id }) => id === requestId);
  if (request?.outcome !== null || request.until > now) return done(requests);
  return close(requests, closing(request, 'unanswered'));
}

function waits(request: CustomerRequest | undefined, now: Millis): request is CustomerRequest {
  return request?.outcome === null && request.until > now;
}

type Closing = Extract<CustomerRequestFact, { type: 'customer-request-closed' }>;

function closing({ id: requestId, what }: CustomerRequest, outcome: RequestOutcome): Closing {
  const nothingSent = { fileId: null, position: null };
  return { type: 'customer-request-closed', requestId, what, outcome, ...nothingSent };
}

function close(requests: Requests, closed: Closing): StepOutcome {
  return done(requestsAfter(requests, closed, 0), closed);
}

/** The newest request of each kind once this has happened. */
export function requestsAfter(requests: Requests, fact: CustomerRequestFact, at: Millis): Requests {
  switch (fact.type) {
    case 'customer-asked': {
      const { requestId: id, what, agentId, agentName, until } = fact;
      const asked = { id, what, agentId, agentName, at, until };
      const unanswered = { outcome: null, obstacle: null, fileId: null, position: null };
      return [...requests.filter((one) => one.what !== what), { ...asked, ...unanswered }];
    }
    case 'position-hindered':
      return changed(requests, fact.requestId, { obstacle: fact.obstacle });
    case 'customer-request-closed': {
      const { requestId, outcome, fileId, position } = fact;
      return changed(requests, requestId, { outcome, fileId, position });
    }
  }
}

function changed(requests: Requests, id: string, next: Partial<CustomerRequest>): Requests {
  return requests.map((one) => (one.id === id ? { ...one, ...next } : one));
}

/** The customer was asked by somebody who has the chat no longer: what they send would be for another. */
export function withoutLostRequests({ requests, chat }: Pick<Around, 'requests' | 'chat'>): {
  readonly requests: Requests;
  readonly facts: readonly ConversationFact[];
} {
  const lost = requests.filter(
    ({ outcome, agentId }) => outcome === null && !isServing(chat, agentId),
  );
  const facts = lost.map((one) => closing(one, 'withdrawn'));
  const left = facts.reduce((now, fact) => requestsAfter(now, fact, 0), requests);
  return { requests: left, facts };
}

/** When a request lapses by itself; `key` is unique in its conversation. */
export function requestTimers(requests: Requests): readonly {
  readonly key: string;
  readonly at: Millis;
  readonly input: Input<'customer-request-over'>;
}[] {
  return requests
    .filter(({ outcome }) => outcome === null)
    .map(({ id, until }) => ({
      key: `customer-request:${id}`,
      at: until,
      input: { type: 'customer-request-over', requestId: id },
    }));
}
