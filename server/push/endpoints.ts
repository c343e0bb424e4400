/** The push services of the browsers there are: Chrome and Edge, Firefox, Edge on Windows, Safari. */
const KNOWN = [
  'fcm.googleapis.com',
  'push.services.mozilla.com',
  'notify.windows.com',
  'push.apple.com',
];

/** Whether a browser may have us send there: a push service, and no other machine that we could reach. */
export function isPushService(endpoint: string, own: readonly string[]): boolean {
  const { protocol, hostname, origin, port, username } = new URL(endpoint);
  if (own.includes(origin)) return true;
  if (protocol !== 'https:' || port !== '' || username !== '') return false;
  return KNOWN.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}
