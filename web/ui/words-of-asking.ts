import type { VideoRequestOutcome } from '@parley/core/conversation/asking.ts';
import type {
  Position,
  RequestedThing,
  RequestOutcome,
} from '@parley/core/conversation/customer-request.ts';

const closed: Readonly<Record<VideoRequestOutcome, string | null>> = {
  // The call that follows says it.
  accepted: null,
  declined: 'You declined the video call',
  'unsupported-browser': 'The video call did not start: this browser cannot make calls',
  'no-microphone': 'The video call did not start: there is no microphone',
  withdrawn: 'The question for a video call was taken back',
  unanswered: 'The question for a video call was not answered',
};

const answered: Readonly<Record<RequestedThing, Record<RequestOutcome, string | null>>> = {
  photo: {
    // The picture itself stands there.
    sent: null,
    declined: 'You did not send a photo',
    withdrawn: 'The question for a photo was taken back',
    unanswered: 'The question for a photo was not answered',
  },
  location: {
    sent: 'You shared your location',
    declined: 'You did not share your location',
    withdrawn: 'The question for your location was taken back',
    unanswered: 'The question for your location was not answered',
  },
};

/** The words of what one side asks of the other: video, a callback, feedback, a room. */
export const askingWords = {
  video: {
    region: 'Video request',
    title: (name: string) => `${name} would like a video call`,
    help: (name: string) =>
      `You see ${name} and hear each other. Your own camera stays off until you turn it on.`,
    callsBack: (name: string) => `${name} is calling you back`,
    accept: 'Accept',
    decline: 'Decline',
    asked: (name: string) => `${name} asked for a video call`,
    closed,
    refused: {
      microphone: (name: string) =>
        `${name} has been told. When it is allowed, write it here, and ${name} can ask once more.`,
      closed: 'The question was taken back',
      closedHelp: 'You can go on in the chat.',
    },
  },
  requests: {
    asked: {
      photo: (name: string) => `${name} asked for a photo`,
      location: (name: string) => `${name} asked for your location`,
    },
    answered,
    lost: 'You are asked for something, and it could not be loaded.',
    position: (text: string, { latitude, longitude, accuracyMetres }: Position) =>
      `${text}: ${latitude}, ${longitude} (to ${accuracyMetres} m)`,
  },
  invitation: {
    title: 'Video invitation',
    help: 'A video room is ready for you. It opens in a new tab; the chat stays here.',
    open: 'Open video room',
    over: {
      closed: 'This video room is closed.',
      cancelled: 'This invitation was taken back.',
      expired: 'This invitation has expired.',
    },
  },
  room: {
    cancelled: 'The video invitation was taken back',
    expired: 'The video invitation has expired',
    connected: (name: string) => `You are in the video room with ${name}`,
    over: 'The video room is empty',
    elsewhere: 'Video room open in another tab',
    elsewhereHelp: 'Your call is there. You can go on writing here.',
  },
  callback: {
    region: 'Callback',
    title: 'We call you back',
    intro: 'Leave how we reach you. Your place in line is kept from now on.',
    name: 'Your name',
    way: 'How shall we call you?',
    ways: { web: 'Here in the chat', phone: 'By phone' },
    webHelp: 'Keep this page open: it rings here, by voice or video.',
    country: 'Country',
    number: 'Phone number',
    numberHelp: (national: string) => `We will call ${national}`,
    topic: 'What is it about?',
    when: 'When?',
    whens: { now: 'As soon as possible', later: 'At a time' },
    at: 'Day and time',
    ask: 'Ask for a callback',
    asking: 'One moment…',
    offer: 'Call me back instead',
    problems: {
      'bad-number': 'Please check the phone number.',
      'bad-callback': 'Please choose a time from a few minutes on, within the next weeks.',
      'bad-name': 'Please say your name.',
    },
    cards: {
      now: 'We call you back as soon as somebody is free',
      later: (time: string) => `We call you back ${time}`,
      calling: 'Somebody is calling you back now',
      byPhone: (number: string) => `By phone at ${number}.`,
      byWeb: 'Here in this chat: please keep the page open.',
      cancel: 'Cancel callback',
    },
    events: {
      waiting: 'You asked to be called back',
      reached: 'We called you back',
      'not-reached': 'We tried to call you back and did not reach you',
      cancelled: 'The callback was cancelled',
    },
    onDay: (day: string, time: string) => `on ${day} at ${time}`,
    today: (time: string) => `today at ${time}`,
  },
  feedback: {
    region: 'Feedback',
    titles: {
      call: 'How was the call?',
      room: 'How was the video call?',
      chat: 'How was the chat?',
    },
    rating: 'Rating',
    stars: (count: number) => (count === 1 ? '1 star' : `${count} stars`),
    comment: 'Comment (optional)',
    send: 'Send feedback',
    skip: 'Skip',
    failed: 'That did not reach us. Please try again.',
    thanks: 'Thank you for your feedback',
  },
  code: {
    title: 'Enter your code',
    help: 'You find it in the invitation we sent you: seven letters and digits.',
    code: 'Code',
    open: 'Go to the video room',
    wrong: 'A code has letters and digits only. Please check what you typed.',
  },
} as const;

/** The words of what an agent asks for in a call (M20). */
export const requestWords = {
  region: 'Request',
  asks: {
    mute: (name: string) => `${name} asks you to mute your microphone`,
    'turn-camera-on': (name: string) => `${name} asks you to turn your camera on`,
    'flip-camera': (name: string) => `${name} asks you to turn your camera around`,
  },
  help: 'Nothing happens unless you allow it.',
  allow: 'Allow',
  refuse: 'No',
} as const;
