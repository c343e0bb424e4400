import { words } from './words.ts';

const CLOCK = new Intl.DateTimeFormat(words.locale, { hour: '2-digit', minute: '2-digit' });
const EXACT = new Intl.DateTimeFormat(words.locale, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const DAY = new Intl.DateTimeFormat(words.locale, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
});

/** `4:07` or `1:02:09`. */
export function durationInWords(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  const tail = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** `4:07`, later `3 h`: a long wait needs no seconds. */
export function waitInWords(ms: number): string {
  const hours = Math.floor(ms / 3_600_000);
  return hours > 0 ? words.time.hours(hours) : durationInWords(ms);
}

/** `1.2 s`, `340 ms`: short gaps are worth their digits. */
export function gapInWords(ms: number): string {
  return ms < 1_000 ? words.time.ms(Math.round(ms)) : words.time.seconds((ms / 1_000).toFixed(1));
}

export function clockInWords(at: number): string {
  return CLOCK.format(at);
}

export function exactClockInWords(at: number): string {
  return EXACT.format(at);
}

/** `Today`, `Yesterday` or the date; the day of `now` is today. */
export function dayInWords(at: number, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
  if (days === 0) return words.time.today;
  return days === 1 ? words.time.yesterday : DAY.format(at);
}

/** `Today 10:15`, or the date with the time. */
export function momentInWords(at: number, now: number): string {
  return `${dayInWords(at, now)} ${clockInWords(at)}`;
}

export function isSameDay(a: number, b: number): boolean {
  return startOfDay(a) === startOfDay(b);
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
