import { expect, test } from 'vitest';
import { browserInWords } from './browser-in-words.ts';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

test.each([
  [`Mozilla/5.0 (Windows NT 10.0) ${WEBKIT} Chrome/150.0 Safari/537.36`, 'Chrome on Windows'],
  [`Mozilla/5.0 (Windows NT 10.0) ${WEBKIT} Chrome/150.0 Safari/537.36 Edg/150`, 'Edge on Windows'],
  [`Mozilla/5.0 (Linux; Android 16) ${WEBKIT} Chrome/150.0 Mobile Safari/5`, 'Chrome on Android'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0 Mobile Safari/604',
    'Safari on iPhone',
  ],
  ['curl/8.0', 'curl/8.0'],
  ['', 'Unknown browser'],
])('a sign-in from %s is shown as %s', (userAgent, words) => {
  expect(browserInWords(userAgent)).toBe(words);
});
