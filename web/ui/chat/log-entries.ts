import type { TimelineEntry } from '@parley/core/conversation/view.ts';
import type { Line, ShownMessage } from '../../live/lines.ts';
import { isSameDay } from './day-in-words.ts';
import { eventInWords } from './event-in-words.ts';

/** What the log draws, top to bottom. */
export type LogEntry =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'event'; readonly key: string; readonly text: string }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: ShownMessage;
      /** First and last of the messages that one person wrote in a row. */
      readonly isFirst: boolean;
      readonly isLast: boolean;
    };

/** Messages a person writes within this time stand together. */
const TOGETHER_MS = 5 * 60_000;

/** Adds what is between the lines: days, and who goes on speaking. */
export function entriesOf(lines: readonly Line[]): readonly LogEntry[] {
  const entries: LogEntry[] = [];
  let day: Date | null = null;
  for (const line of withoutRepeats(lines)) {
    const next = entryOf(line, entries.at(-1));
    if (next === null) continue;
    const at = new Date(line.kind === 'event' ? line.entry.at : line.message.at);
    if (day === null || !isSameDay(day, at)) entries.push(dayOf(at));
    else if (next.kind === 'message' && !next.isFirst) closeLast(entries);
    day = at;
    entries.push(next);
  }
  return entries;
}

/** Who has come to the call has the chat with it: that is no second arrival. A wish that waits on is no second wish. */
function withoutRepeats(lines: readonly Line[]): readonly Line[] {
  let inCall: readonly string[] = [];
  const wishes = new Set<string>();
  return lines.filter((line) => {
    if (line.kind === 'message') return true;
    const { what } = line.entry;
    if (what.type === 'chat-assigned' && inCall.includes(what.agentName)) return false;
    inCall = inCallAfter(inCall, line.entry);
    return isFirst(what, wishes);
  });
}

function isFirst(what: TimelineEntry['what'], wishes: Set<string>): boolean {
  if (what.type !== 'callback-changed') return true;
  const wish = `${what.callback.id} ${what.callback.state}`;
  const isNew = !wishes.has(wish);
  wishes.add(wish);
  return isNew;
}

/** The agents whose coming to the call the log has told. */
function inCallAfter(inCall: readonly string[], { what, who }: TimelineEntry): readonly string[] {
  switch (what.type) {
    case 'call-answered':
    case 'conference-started':
      return who === null ? inCall : [...inCall, who.name];
    case 'transferred':
      return [...inCall, what.toName];
    case 'call-ended':
      return [];
    default:
      return inCall;
  }
}

function dayOf(at: Date): LogEntry {
  return { kind: 'day', key: `day-${at.toDateString()}`, at: at.getTime() };
}

function entryOf(line: Line, before: LogEntry | undefined): LogEntry | null {
  if (line.kind === 'event') {
    const text = eventInWords(line.entry);
    return text === null ? null : { kind: 'event', key: `event-${line.entry.seq}`, text };
  }
  const { message } = line;
  const goesOn = before?.kind === 'message' && belongTogether(before.message, message);
  return { kind: 'message', key: message.id, message, isFirst: !goesOn, isLast: true };
}

/** Somebody goes on writing: what was the last of theirs is not any more. */
function closeLast(entries: LogEntry[]): void {
  const before = entries.pop();
  if (before !== undefined) {
    entries.push(before.kind === 'message' ? { ...before, isLast: false } : before);
  }
}

function belongTogether(one: ShownMessage, other: ShownMessage): boolean {
  const isSamePerson = one.own ? other.own : !other.own && nameOf(one) === nameOf(other);
  return isSamePerson && other.at - one.at < TOGETHER_MS && one.status === other.status;
}

function nameOf({ author }: ShownMessage): string {
  return author.role === 'system' ? '' : author.name;
}
