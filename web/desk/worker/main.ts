import type { OfferPush } from '@parley/contracts/push.ts';
import { type Choice, type ToWorker, tagOf } from '../notices/notice.ts';
import { subscribe } from '../notices/subscribe.ts';
import { carryOut } from './carry-out.ts';
import { closeWhenOver, showPushed } from './pushed.ts';
import { forget, showWaiting } from './show.ts';

declare const self: ServiceWorkerGlobalScope;

// It keeps nothing of the page: the newest one serves every page at once.
self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  // Only pages of this origin can send here.
  const { notices } = event.data as ToWorker;
  event.waitUntil(showWaiting(self, notices));
});

self.addEventListener('notificationclick', (event) => {
  const { notification, action } = event;
  notification.close();
  forget(notification.tag);
  event.waitUntil(carryOut(self, notification.tag, choiceOf(action)));
});

self.addEventListener('notificationclose', ({ notification }) => forget(notification.tag));

self.addEventListener('push', (event) => {
  // Our own server's words: only it has this subscription's keys.
  const offer = event.data?.json() as OfferPush;
  const tag = tagOf({ kind: 'offer', id: offer.offerId });
  event.waitUntil(showPushed(self, tag, offer).then(() => closeWhenOver(self, tag, offer)));
});

self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(subscribe(self.registration));
});

function choiceOf(action: string): Choice {
  return action === 'accept' || action === 'reject' ? action : 'open';
}
