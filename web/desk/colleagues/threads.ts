import type { Colleague, MailboxFact, StaffMessage } from '@parley/contracts/staff-messages.ts';

/** What two people wrote, as far as this page has read it. */
export type Thread = {
  /** The newest have been asked for and are here. */
  readonly loaded: boolean;
  /** There are earlier ones. */
  readonly more: boolean;
  readonly messages: readonly StaffMessage[];
};

/** A person's mailbox in this page. */
export type Mail = {
  readonly loaded: boolean;
  readonly people: readonly Colleague[];
  /** By the other's id; those that were opened here. */
  readonly threads: ReadonlyMap<string, Thread>;
};

/** Before anything is known. */
export const NO_MAIL: Mail = { loaded: false, people: [], threads: new Map() };

/** A thread that has been asked for. */
export const ASKED: Thread = { loaded: false, more: false, messages: [] };

/** The mailbox after one fact; one already taken changes nothing. */
export function mailAfter(mail: Mail, ownId: string, fact: MailboxFact): Mail {
  const people = mail.people.map((one) =>
    one.id === fact.withId ? personAfter(one, ownId, fact) : one,
  );
  const thread = mail.threads.get(fact.withId);
  if (fact.type !== 'staff-message' || thread === undefined) return { ...mail, people };
  const grown = { ...thread, messages: merged(thread.messages, [fact.message]) };
  return { ...mail, people, threads: new Map(mail.threads).set(fact.withId, grown) };
}

function personAfter(person: Colleague, ownId: string, fact: MailboxFact): Colleague {
  const lastSeq = person.last?.seq ?? 0;
  if (fact.type === 'staff-message') {
    const { message } = fact;
    if (message.seq <= lastSeq) return person;
    const isNew = message.authorId !== ownId;
    return { ...person, last: message, unread: person.unread + (isNew ? 1 : 0) };
  }
  if (fact.byId !== ownId) {
    return { ...person, theirRead: Math.max(person.theirRead, fact.upTo) };
  }
  const unread = fact.upTo >= lastSeq ? 0 : person.unread;
  return { ...person, ownRead: Math.max(person.ownRead, fact.upTo), unread };
}

/** The thread with one more page of it; what arrived while it was asked for stays. */
export function threadWith(
  thread: Thread,
  page: { readonly messages: readonly StaffMessage[]; readonly more: boolean },
): Thread {
  return { loaded: true, more: page.more, messages: merged(page.messages, thread.messages) };
}

/** People as the server has them now: who is there and who is new; how threads stand is told by the mailbox. */
export function peopleSeen(
  known: readonly Colleague[],
  seen: readonly Colleague[],
): readonly Colleague[] {
  return seen.map((one) => {
    const before = known.find((other) => other.id === one.id);
    if (before === undefined) return one;
    return { ...before, name: one.name, role: one.role, isHere: one.isHere };
  });
}

/** Those written to last come first, then by name; `search` finds names. */
export function peopleInOrder(people: readonly Colleague[], search: string): readonly Colleague[] {
  const wanted = search.trim().toLocaleLowerCase();
  return people
    .filter((one) => one.name.toLocaleLowerCase().includes(wanted))
    .toSorted((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0) || a.name.localeCompare(b.name));
}

/** The messages of others that were not read. */
export function unreadIn({ people }: Mail): number {
  return people.reduce((sum, one) => sum + one.unread, 0);
}

function merged(
  some: readonly StaffMessage[],
  others: readonly StaffMessage[],
): readonly StaffMessage[] {
  const known = new Set(some.map((one) => one.seq));
  return [...some, ...others.filter((one) => !known.has(one.seq))].toSorted(
    (a, b) => a.seq - b.seq,
  );
}
