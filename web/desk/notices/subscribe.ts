import type { PushKey, PushSubscriptionKeys } from '@parley/contracts/push.ts';

const SUBSCRIPTION = '/api/v1/push/subscription';

/**
 * Subscribes this browser to pushes of its session; false where the browser or its maker's service does not allow
 * it. Used by pages and by the worker, so it knows neither.
 */
export async function subscribe({ pushManager }: ServiceWorkerRegistration): Promise<boolean> {
  const told = await fetch('/api/v1/push/key');
  if (!told.ok) return false;
  const { publicKey } = (await told.json()) as PushKey;
  const own = await pushManager.getSubscription();
  const isOurs = own !== null && keyOf(own) === publicKey;
  if (own !== null && !isOurs) await own.unsubscribe();
  const wanted = { userVisibleOnly: true, applicationServerKey: publicKey };
  try {
    return await send('PUT', toldOf(isOurs ? own : await pushManager.subscribe(wanted)));
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

export async function unsubscribe({ pushManager }: ServiceWorkerRegistration): Promise<void> {
  const own = await pushManager.getSubscription();
  if (own === null) return;
  await own.unsubscribe();
  await send('DELETE');
}

function toldOf(subscription: PushSubscription): PushSubscriptionKeys {
  const { keys = {} } = subscription.toJSON();
  const { p256dh = '', auth = '' } = keys;
  return { endpoint: subscription.endpoint, keys: { p256dh, auth } };
}

function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

async function send(method: 'PUT' | 'DELETE', body?: PushSubscriptionKeys): Promise<boolean> {
  const sent =
    body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  return (await fetch(SUBSCRIPTION, { method, ...sent })).ok;
}
