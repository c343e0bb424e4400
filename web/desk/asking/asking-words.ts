import type { Callback, VideoRequestOutcome } from '@parley/core/conversation/asking.ts';
import type { Position } from '@parley/core/conversation/customer-request.ts';

const outcome: Readonly<Record<VideoRequestOutcome, (name: string) => string>> = {
  accepted: (name) => `${name} accepted. The call begins.`,
  declined: (name) => `${name} declined the video call.`,
  'unsupported-browser': (name) => `The browser of ${name} cannot make video calls.`,
  'no-microphone': (name) => `${name} accepted, but has no microphone that may be used.`,
  withdrawn: () => 'You took the question back.',
  unanswered: (name) => `No video call began: ${name} did not come to it in time.`,
};

const callbackState: Readonly<Record<Callback['state'], string>> = {
  waiting: 'Waits to be called back',
  'with-agent': 'Waits for your call',
  reached: 'Called back: reached',
  'not-reached': 'Called back: not reached',
  cancelled: 'No longer wants to be called back',
};

/** Every word about what one side asks of the other, in English. */
export const askingWords = {
  video: {
    region: 'Ask for video',
    title: (name: string) => `Ask ${name} for a video call in the chat`,
    help: (name: string) =>
      `${name} sees the question in the chat and may decline. They see you, both hear; their camera stays off until they turn it on.`,
    ask: 'Ask for video',
    withdraw: 'Take the question back',
    status: 'Video request',
    pending: (name: string) => `Asked. ${name} has not answered yet.`,
    leftToAnswer: 'Time left to answer',
    outcome,
  },
  inCall: {
    menu: 'Ask the customer',
    short: 'Ask',
    mute: 'Mute',
    'turn-camera-on': 'Turn camera on',
    'flip-camera': 'Flip camera',
    asked: {
      mute: (name: string) => `Asked ${name} to mute…`,
      'turn-camera-on': (name: string) => `Asked ${name} to turn the camera on…`,
      'flip-camera': (name: string) => `Asked ${name} to flip the camera…`,
    },
    agreed: {
      mute: (name: string) => `${name} agreed to mute`,
      'turn-camera-on': (name: string) => `${name} agreed to turn the camera on`,
      'flip-camera': (name: string) => `${name} agreed to flip the camera`,
    },
    refused: {
      mute: (name: string) => `${name} does not want to mute`,
      'turn-camera-on': (name: string) => `${name} does not want to turn the camera on`,
      'flip-camera': (name: string) => `${name} does not want to flip the camera`,
    },
    failed: 'The question could not be asked. Try again.',
    tooSoon: 'You have just asked. Wait for the answer.',
  },
  requests: {
    menu: 'Ask for',
    what: { photo: 'A photo', location: 'Their location' },
    region: 'Asked for',
    pending: {
      photo: (name: string) => `Asked ${name} for a photo`,
      location: (name: string) => `Asked ${name} for the location`,
    },
    obstacle: {
      denied: 'Their browser does not let the page know it. They were told how to allow it.',
      unsupported: 'Their browser cannot tell it. Ask where they are in the chat.',
      'not-found': 'Their device did not find out where it is. They may try again.',
    },
    left: 'Time left to answer',
    withdraw: {
      photo: 'Take the question for a photo back',
      location: 'Take the question for the location back',
    },
    withdrawShort: 'Take back',
    tooSoon: 'You have asked a lot. Wait a little.',
    failed: 'The question could not be asked. Try again.',
  },
  position: {
    where: ({ latitude, longitude }: Position) => `${latitude}, ${longitude}`,
    accuracy: ({ accuracyMetres }: Position) => `to ${accuracyMetres} m`,
    copy: 'Copy coordinates',
    copied: 'Coordinates copied',
    notCopied: 'They could not be copied. Mark them and copy them by hand.',
    open: 'Open in maps',
  },
  callback: {
    region: 'Callback',
    kind: 'Callback',
    how: 'Call back',
    web: 'In the browser',
    title: (name: string) => `${name} wants to be called back`,
    byWeb: 'In the browser, here in the chat',
    byPhone: (number: string) => `By phone: ${number}`,
    since: 'Waiting since',
    due: 'Not before',
    topic: 'Topic',
    state: callbackState,
    askForVideo: 'Call back by video',
    sendLink: 'Send link in the chat',
    sendSms: 'Send link by SMS',
    callNumber: (number: string) => `Call ${number}`,
    close: 'What became of it?',
    reached: 'Reached',
    'not-reached': 'Not reached',
    failed: 'That could not be saved. Try again.',
  },
  feedback: {
    region: 'Feedback',
    stars: (rating: number) => `${rating} of 5 stars`,
    about: { call: 'After the call', room: 'After the video session', chat: 'After the chat' },
    noComment: 'No comment',
  },
} as const;
