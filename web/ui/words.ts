import type { EndReason } from '@parley/core/call/call.ts';

const KIND = { audio: 'Audio call', video: 'Video call', screen: 'Screen share' } as const;

/** "1 minute", "3 minutes": a wait as people say it. */
function minutes(ms: number): string {
  const count = Math.max(1, Math.round(ms / 60_000));
  return count === 1 ? 'a minute' : `${count} minutes`;
}

const endings: Readonly<Record<EndReason, string>> = {
  'customer-ended': 'You ended the call',
  'agent-ended': 'The call was ended',
  'customer-lost': 'The call ended: your connection did not come back',
  abandoned: 'You left before somebody answered',
  // These four end calls between agents, which no customer sees.
  declined: 'The call ended',
  'no-answer': 'The call ended',
  unreachable: 'The call ended',
  'agent-lost': 'The call ended',
  'conversation-completed': 'The call ended with the conversation',
  'closed-by-system': 'The call was closed',
};

/** Every word of the widget, in English. */
export const words = {
  title: 'Chat with us',
  close: 'Close',
  away: 'Put this note away',
  back: 'Back',
  tryAgain: 'Try again',
  loading: 'One moment…',
  today: 'Today',
  yesterday: 'Yesterday',
  buttons: {
    chat: 'Chat',
    audio: KIND.audio,
    video: KIND.video,
    screen: 'Share screen',
    callback: 'Callback',
    code: 'I have a code',
  },
  about: {
    chat: 'Write to us',
    audio: 'Talk to us',
    video: 'See and talk to us',
    screen: 'Show us what you see',
    callback: 'We call you, now or later',
  },
  privacy:
    'Nothing is stored before you start. What you write and say goes only to the people who help you.',
  trouble: {
    unreachable: 'We cannot be reached',
    unreachableHelp: 'Please look at your network connection. Your place here is kept.',
    'not-found': 'This chat is not available',
    'not-foundHelp': 'The page you came from asks for a chat that does not exist any more.',
    'wrong-site': 'This chat does not belong to this page',
    'wrong-siteHelp': 'Please open it from the website you know.',
  },
  calls: {
    preparing: (percent: number | null) =>
      percent === null ? 'Calls are being set up…' : `Calls are being set up, ${percent} %`,
    preparingHelp: 'The buttons turn on by themselves. You can write to us meanwhile.',
    absent: 'Calls are not available at the moment. You can write to us.',
    'insecure-page': 'Calls need a secure page (https). You can write to us.',
    'no-webrtc':
      'This browser cannot make calls. Use a current Firefox, Chrome, Edge or Safari, or write to us.',
  },
  inApp: {
    title: 'For a call, leave this app',
    help: 'You see this page inside an app that may keep camera and microphone from us. Open the page in your browser: use the menu of the app, “Open in browser”.',
    open: 'Open in browser',
    address: 'Address of this page, to copy',
  },
  form: {
    title: 'Before we start',
    start: 'Start',
    optional: '(optional)',
    choose: 'Please choose',
    failed: {
      'too-many': 'Too many tries at once. Wait a moment, then try again.',
      'bad-input': 'Please check what you typed.',
      other: 'That did not work. Please try again.',
    },
  },
  chat: {
    log: 'Messages',
    message: 'Message',
    placeholder: 'Write a message…',
    send: 'Send',
    you: 'You',
    us: 'Support',
    online: 'Here for you',
    waiting: 'Finding somebody for you…',
    welcome: 'Send us a message, and somebody will be with you.',
    completed: 'Write again whenever you like: it opens anew.',
    earlier: 'Show earlier messages',
    newest: 'New messages',
    typing: (name: string) => `${name} is typing`,
    offline: 'Connection lost, trying again…',
    callLost: 'The call could not be loaded.',
    elsewhere: 'This conversation cannot be opened any more.',
    status: {
      pending: 'Sending',
      failed: 'Not sent',
      sent: 'Sent',
      delivered: 'Delivered',
      read: 'Read',
    },
    retry: 'Send again',
    discard: 'Discard',
    place: (position: number) =>
      position <= 1 ? 'You are next in line' : `You are number ${position} in line`,
    typicalWait: (ms: number) => `Usually about ${minutes(ms)}`,
  },
  events: {
    'chat-queued': 'We are finding somebody for you',
    joined: (name: string) => `${name} joined`,
    released: 'Your conversation goes to somebody else now',
    completed: 'The conversation was closed',
    started: (kind: keyof typeof KIND) => `${KIND[kind]} started`,
    answered: (name: string) => `${name} answered`,
    requeued: 'The connection to us was lost. We are finding somebody else for you',
    handedOn: 'We are finding somebody else for you',
    transferred: (name: string) => `You are now talking to ${name}`,
    joinedCall: (name: string) => `${name} joined the call`,
    left: { you: 'You left the call', other: (name: string) => `${name} left the call` },
    held: 'You were put on hold',
    resumed: 'You are off hold',
    sharing: { you: 'You share your screen', other: (name: string) => `${name} shares the screen` },
    stopped: {
      you: 'You stopped sharing',
      other: (name: string) => `${name} stopped sharing`,
    },
    interrupted: {
      you: 'Your connection was interrupted',
      other: (name: string) => `The connection of ${name} was interrupted`,
    },
    restored: {
      you: (gap: string) => `Your connection is back after ${gap}`,
      other: (name: string, gap: string) => `${name} is back after ${gap}`,
    },
    moved: 'You moved the call to another tab',
    ended: endings,
    talked: (length: string) => `, ${length} long`,
    seconds: (seconds: string) => `${seconds} s`,
  },
} as const;

/** The words of a call, loaded with it. */
export const callWords = {
  region: 'Call',
  waitingRegion: 'Waiting',
  holdRegion: 'On hold',
  state: 'Call state',
  kind: KIND,
  preparing: 'Getting ready…',
  asking: {
    microphone: 'Allow the microphone',
    microphoneHelp:
      'Your browser is asking now. Choose “Allow”, so that we can hear you. You can mute yourself at any time.',
    camera: 'Allow the camera',
    cameraHelp:
      'Your browser is asking now. Choose “Allow”, so that we can see you, or “Block” to only talk. You can turn it off at any time.',
    screen: 'Pick what to show',
    screenHelp:
      'Your browser asks which window or screen you want to share. The person who helps you sees it until you stop.',
  },
  refused: {
    microphone: 'The microphone is blocked',
    noMicrophone: 'No microphone was found',
    noMicrophoneHelp: 'Connect a microphone or a headset, then try again.',
    inUse: 'The microphone is busy',
    inUseHelp: 'Another program may be using it. Close that, then try again.',
    screen: 'No screen was picked',
    screenHelp: 'Nothing is shared. Pick a window or screen to show it to us.',
    page: 'This tab was not shared',
    pageHelp: 'Its private parts cannot be hidden here. Pick a window or screen to show it to us.',
    'media-not-ready': 'Calls are still being set up',
    'media-not-readyHelp': 'Please try again in a moment, or write to us.',
    'already-in-call': 'There is a call already',
    'already-in-callHelp': 'End it before you start another one.',
    other: 'The call could not be started',
    otherHelp: 'Please try again, or write to us.',
    chat: 'Continue in chat',
  },
  allow: {
    chrome:
      'Click the settings icon left of the page’s address, switch the microphone on (and the camera for a video call), then try again.',
    edge: 'Click the lock left of the page’s address, open “Permissions for this site”, allow the microphone (and the camera for a video call), then try again.',
    firefox:
      'Click the crossed-out microphone left of the page’s address, remove the block, then try again.',
    safari:
      'In the menu “Safari”, open “Settings for this Website”, set Microphone (and Camera) to “Allow”, then try again.',
    ios: 'Tap the page menu beside the address, then “Website Settings”, and set Microphone (and Camera) to “Allow”. Also look in Settings → Apps → Safari.',
    android:
      'Tap the icon left of the page’s address, then “Permissions”, allow the microphone (and the camera), then try again. Also look in the phone’s app settings for this browser.',
    other:
      'Open this page’s settings in your browser, allow the microphone (and the camera for a video call), then try again.',
  },
  waiting: {
    title: 'Please wait a moment',
    ringing: 'Somebody is about to answer…',
    forAgent: (name: string) => `Waiting for ${name}…`,
    cancel: 'Cancel',
    waited: (length: string) => `Waiting for ${length}`,
    chatToo: 'You can write to us meanwhile.',
  },
  held: { title: 'You are on hold', help: 'Nobody hears or sees you now. We will be right back.' },
  cameraOff: 'Camera is off',
  pictureComing: 'The picture is coming…',
  you: 'You',
  someone: 'Support',
  and: (one: string, other: string) => `${one} and ${other}`,
  tones: (name: string, digits: string) => `${name} sends tones: ${digits}`,
  audioOnly: 'Audio only',
  connecting: 'Connecting…',
  connectingOther: (name: string) => `Connecting ${name}…`,
  inCall: 'Connected',
  reconnecting: 'Your connection was interrupted. Reconnecting…',
  otherGone: (name: string) => `The connection of ${name} is interrupted. Please stay…`,
  otherSilent: (name: string) =>
    `${name} cannot hear you yet: the browser there keeps the sound back`,
  remote: (name: string) => `Picture of ${name}`,
  own: 'Your picture',
  controls: 'Call controls',
  mute: 'Mute',
  unmute: 'Unmute',
  cameraOn: 'Turn camera on',
  turnCameraOff: 'Turn camera off',
  flip: 'Flip camera',
  share: 'Share screen',
  stopSharing: 'Stop sharing',
  fullScreen: 'Full screen',
  leaveFullScreen: 'Leave full screen',
  minimise: 'Show chat',
  enlarge: 'Show call',
  end: 'End call',
  more: 'More',
  lowBandwidth: 'Low bandwidth',
  lowBandwidthHelp: 'Smaller pictures for a weak or costly connection',
  blur: 'Blur background',
  blurHelp: 'Your camera hides what is behind you',
  playSound: 'Play sound',
  soundBlocked: 'Your browser keeps the sound back.',
  sharing: 'You are sharing your screen',
  masked: 'Parts of this page are hidden from the other side.',
  elsewhere: 'Your call is in another tab',
  elsewhereHelp: 'Its sound and picture are there. You can bring it here.',
  moveHere: 'Move call here',
  trouble: {
    denied: 'The camera is blocked. Allow it in the browser’s settings for this page.',
    'no-device': 'No camera was found.',
    'in-use': 'The camera is used by another program.',
    lost: 'The camera was unplugged.',
  },
  microphoneTrouble: {
    denied: 'We cannot hear you: the microphone is blocked in the browser.',
    'no-device': 'We cannot hear you: no microphone was found.',
    'in-use': 'We cannot hear you: the microphone is used by another program.',
    lost: 'We cannot hear you: the microphone was unplugged.',
  },
  nowUsing: (label: string) => `Now using ${label}`,
  failed: {
    'screen-refused': 'No screen was picked.',
    'page-not-hidden': 'The private parts of this tab cannot be hidden. Please share a window.',
    'try-again': 'That did not reach us. Please try again.',
    other: 'That did not work. Please try again.',
  },
  poor: {
    own: {
      loss: 'Your connection is weak: some of it gets lost. Moving closer to the router may help.',
      delay: 'Your connection is slow: there may be pauses.',
      bandwidth: 'Your connection is weak: the picture is made smaller.',
      cpu: 'Your device is very busy: the picture is made smaller.',
      'no-packets': 'Nothing arrives at the moment. Please stay…',
      none: 'Your connection is weak.',
    },
    /** Null where it is not known whose. */
    other: (name: string | null) =>
      name === null ? 'A connection on our side is weak.' : `The connection of ${name} is weak.`,
  },
} as const;
