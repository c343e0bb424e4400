import type { Config } from '../config.ts';

type Policy = Readonly<Record<string, readonly string[]>>;

const NONE = ["'none'"];
const SELF = ["'self'"];

/** What every page of ours begins from: nothing is allowed that is not named. */
const BASE: Policy = {
  'default-src': NONE,
  'script-src': SELF,
  'style-src': SELF,
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': SELF,
  'connect-src': SELF,
  'media-src': ["'self'", 'blob:'],
  'worker-src': SELF,
  'manifest-src': SELF,
  'base-uri': NONE,
  'form-action': SELF,
  'frame-ancestors': NONE,
  'require-trusted-types-for': ["'script'"],
};

/** What a page may ask of the browser, and what none of ours ever does. */
const CALL_FEATURES = [
  'autoplay',
  'camera',
  'display-capture',
  'fullscreen',
  'microphone',
  'picture-in-picture',
  'screen-wake-lock',
  'speaker-selection',
].map((feature) => `${feature}=(self)`);
const NEVER = ['payment', 'usb', 'serial', 'midi'].map((feature) => `${feature}=()`);

/** Where customers are, they may be asked (M21); where agents are is nobody's affair. */
const CUSTOMERS = [...CALL_FEATURES, 'geolocation=(self)', ...NEVER].join(', ');
const STAFF = [...CALL_FEATURES, 'geolocation=()', ...NEVER].join(', ');

const YEAR_SECONDS = 31_536_000;

function write(policy: Policy): string {
  return Object.entries(policy)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}

const DESK = write(BASE);
const DEMO = write({ ...BASE, 'connect-src': NONE, 'frame-src': SELF });
const NO_PAGE = write({ 'default-src': NONE, 'frame-ancestors': NONE });

type Headers = Readonly<Record<string, string>>;

/** Answers that are no pages: nothing in them may ever be run, framed or guessed at. */
export function apiHeaders({ publicUrl }: Config): Headers {
  const { protocol, hostname } = new URL(publicUrl);
  // A developer's browser must not be told to use https for every localhost to come.
  const isSecure = protocol === 'https:' && hostname !== 'localhost';
  return {
    'Content-Security-Policy': NO_PAGE,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
    ...(isSecure ? { 'Strict-Transport-Security': `max-age=${YEAR_SECONDS}` } : {}),
  };
}

/** The desk: framed by nobody, sharing its window with nobody. */
export const deskHeaders: Headers = {
  'Content-Security-Policy': DESK,
  'Permissions-Policy': STAFF,
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** Parts of the widget: other sites load them. */
export const embeddableHeaders: Headers = { 'Cross-Origin-Resource-Policy': 'cross-origin' };

/** The widget's frame: framed by the sites of its entry and by nobody else. */
export function frameHeaders(ancestors: readonly string[]): Headers {
  return {
    ...embeddableHeaders,
    'Content-Security-Policy': write({ ...BASE, 'frame-ancestors': ancestors }),
    'Permissions-Policy': CUSTOMERS,
  };
}

/** The page of a link: its address is a code, which is told to nobody and found by no search. */
export function roomHeaders(ancestors: readonly string[]): Headers {
  return {
    ...frameHeaders(ancestors),
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex, nofollow',
  };
}

/** The demo shop is as strict as a careful host: what the loader does must work under this. */
export const demoHeaders: Headers = {
  'Content-Security-Policy': DEMO,
  'Permissions-Policy': CUSTOMERS,
};
