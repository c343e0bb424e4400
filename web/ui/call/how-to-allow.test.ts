import { expect, test } from 'vitest';
import { howToAllow } from './how-to-allow.ts';

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'crossed-out'],
  ['Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0', 'Click the lock'],
  ['Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36', 'settings icon'],
  ['Mozilla/5.0 (Linux; Android 16) Chrome/150.0 Mobile Safari/537.36', 'Tap the icon'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/26.0 Safari/605.1', 'menu “Safari”'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 26_0) CriOS/150.0 Mobile Safari/604', 'page menu'],
  ['Something new/1.0', 'this page’s settings'],
])('in %s a blocked device is allowed where that browser has it', (userAgent, words) => {
  expect(howToAllow(userAgent)).toContain(words);
});
