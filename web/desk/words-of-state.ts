import type { Missing } from '@parley/core/presence/readiness.ts';

/** What is missing to be rung, and the way out. */
const missing: Readonly<Record<Missing, string>> = {
  'no-page': 'This page has no connection to the server. It tries again by itself.',
  'ring-sound-locked': 'The browser keeps the ring silent. Press Start shift.',
  'microphone-denied':
    'The browser blocks your microphone. Allow it in the page settings beside the address.',
  'no-microphone': 'No microphone found. Plug one in, or choose another in the settings.',
  'no-media-path': 'Sound does not reach the server. Ask for the ports of calls to be opened.',
};

/** The agent's own state. */
export const stateWords = {
  ready: 'Ready',
  paused: 'Paused',
  offline: 'Offline',
  unknown: 'Connecting',
  'wrap-up': 'Wrap-up',
  unreachable: 'Not reachable',
  missed: 'Missed an offer',
  login: 'Start of shift',
  partly: (channels: string) => `${channels} still come`,
  menu: 'Your state',
  atWork: 'At work for',
  cannotRing: 'Nothing can ring here',
  missing,
  pauseFor: 'Pause for',
  comeBack: 'Paused, but serve',
  channels: 'What may reach you',
  channel: { voice: 'Voice calls', video: 'Video and screen', chat: 'Chats' },
  goOffline: 'Go offline',
  microphone: {
    denied: 'The browser blocks your microphone: calls cannot reach you.',
    'no-device': 'No microphone found: calls cannot reach you.',
  },
  ringLocked: 'The browser keeps the ring silent until you click in this page.',
  refused: 'Your state could not be changed. Try again.',
} as const;
