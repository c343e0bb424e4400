import { isSameDay, longDay, timeInWords } from '../../ui/chat/day-in-words.ts';
import { askingWords } from '../../ui/words-of-asking.ts';

const { callback } = askingWords;

/** Sooner than this is as soon as possible. */
const SOON_MS = 60_000;

/** When a callback is due, as a sentence says it; null for at once. */
export function dueInWords(dueAt: number, now: number): string | null {
  if (dueAt - now < SOON_MS) return null;
  const time = timeInWords(dueAt);
  const day = new Date(dueAt);
  return isSameDay(day, new Date(now))
    ? callback.today(time)
    : callback.onDay(longDay(dueAt), time);
}

/** An instant as a field for day and time holds it: the local time, to the minute. */
export function asField(at: number): string {
  const { year, month, day, hour, minute } = partsOf(new Date(at));
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/** What such a field holds, as an instant; null when it holds none. */
export function fromField(field: string): number | null {
  const at = new Date(field).getTime();
  return Number.isNaN(at) ? null : at;
}

/** The next full quarter of an hour that is at least so far away. */
export function nextQuarter(now: number, aheadMs: number): number {
  const quarterMs = 15 * 60_000;
  return Math.ceil((now + aheadMs) / quarterMs) * quarterMs;
}

function partsOf(at: Date) {
  const two = (part: number): string => String(part).padStart(2, '0');
  return {
    year: at.getFullYear(),
    month: two(at.getMonth() + 1),
    day: two(at.getDate()),
    hour: two(at.getHours()),
    minute: two(at.getMinutes()),
  };
}
