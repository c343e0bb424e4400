import { callWords } from '../words.ts';

/** First match counts: most browsers also carry the names of older ones. */
const BROWSERS: readonly (readonly [RegExp, keyof typeof callWords.allow])[] = [
  [/iPhone|iPad|Macintosh.*Mobile/, 'ios'],
  [/Android/, 'android'],
  [/Firefox\//, 'firefox'],
  [/Edg\//, 'edge'],
  [/Chrome\//, 'chrome'],
  [/Safari\//, 'safari'],
];

/** Where a blocked device is allowed again in this browser; only words depend on its name. */
export function howToAllow(userAgent: string = navigator.userAgent): string {
  const found = BROWSERS.find(([name]) => name.test(userAgent));
  return callWords.allow[found?.[1] ?? 'other'];
}
