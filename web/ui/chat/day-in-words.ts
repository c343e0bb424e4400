import { words } from '../words.ts';

const DAY = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' });
const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

export function timeInWords(at: number): string {
  return TIME.format(at);
}

/** A day by its weekday and date. */
export function longDay(at: number): string {
  return DAY.format(at);
}

export function isSameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}

export function dayInWords(at: number, now: Date): string {
  const day = new Date(at);
  if (isSameDay(day, now)) return words.today;
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  return isSameDay(day, yesterday) ? words.yesterday : longDay(at);
}

/** A length of time as a timer shows it: 0:07, 12:30, 1:02:03. */
export function lengthInWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (part: number): string => String(part).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
