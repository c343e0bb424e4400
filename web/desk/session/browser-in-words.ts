import { words } from '../words.ts';

/** First that matches counts: every browser also claims to be the ones after it. */
const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;

const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const;

/** `Firefox on Windows`: enough of what a browser says of itself for its owner to know it again. */
export function browserInWords(userAgent: string): string {
  const [browser, system] = [browserOf(userAgent), systemOf(userAgent)];
  if (browser === null || system === null) return userAgent || words.sessions.unknown;
  return words.sessions.browserOn(browser, system);
}

export function browserOf(userAgent: string): string | null {
  return BROWSERS.find(([mark]) => userAgent.includes(mark))?.[1] ?? null;
}

export function systemOf(userAgent: string): string | null {
  return SYSTEMS.find(([mark]) => userAgent.includes(mark))?.[1] ?? null;
}
