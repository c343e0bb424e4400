import type { RingTone, ToastPosition } from '@parley/contracts/settings.ts';

const tones: Readonly<Record<RingTone, string>> = {
  rise: 'Rise',
  bell: 'Bell',
  pulse: 'Pulse',
  drops: 'Drops',
};

const positions: Readonly<Record<ToastPosition, string>> = {
  'top-right': 'Top right',
  'top-left': 'Top left',
  'bottom-right': 'Bottom right',
  'bottom-left': 'Bottom left',
};

/** What the settings say. */
export const settingsWords = {
  title: 'Settings',
  tabs: {
    profile: 'Profile',
    services: 'Services',
    audio: 'Audio',
    requirements: 'Requirements',
  },
  saving: 'Saving…',
  notLoaded: 'Your settings could not be loaded.',
  notSaved: 'The last change could not be saved. Try again.',
  profile: {
    name: 'Name',
    email: 'E-mail',
    role: 'Role',
    roles: { agent: 'Agent', supervisor: 'Supervisor', admin: 'Administrator' },
    number: 'Internal number',
    browser: 'Browser',
    system: 'Operating system',
    queues: 'Queues',
    noQueues: 'None',
    unknown: 'Unknown',
    help: 'Whoever runs Parley at your place changes these.',
  },
  services: {
    autoAnswer: 'Answer calls by themselves',
    autoAnswerHelp: 'Not during another call, and not while you are paused.',
    delay: 'After how many seconds',
    messengerSound: 'Sound for new messages',
    systemNotifications: 'System notifications',
    systemNotificationsHelp: 'Tells you of calls while this page is in the background.',
    notificationsBlocked: 'The browser blocks them: allow notifications in the address bar.',
    loginInPause: 'Start a shift paused',
    loginInPauseHelp: 'Nothing reaches you until you go ready.',
    toastPosition: 'Place of notices',
    positions,
  },
  audio: {
    speaking: 'Speaking and seeing',
    ringing: 'Ringing',
    headset: 'Headset buttons',
    meter: 'Level of the microphone',
    testTone: 'Play a test tone',
    testToneRing: 'Play a test tone on the ring device',
    showPicture: 'Show my picture',
    hidePicture: 'Hide my picture',
    ownPicture: 'Picture of your camera',
    tone: 'Ring tone',
    tones,
    volume: 'Ring volume',
    muted: 'Ring silently',
    mutedHelp: 'Offers are shown but make no sound.',
    playRing: 'Play the ring',
    stopRing: 'Stop the ring',
  },
  headset: {
    connect: 'Connect headset',
    disconnect: 'Disconnect',
    none: 'Answer, mute, hold and end by the buttons of a USB headset.',
    connecting: 'Choose your headset in the browser’s window.',
    connected: (name: string) => `${name} is connected.`,
    can: (buttons: string) => `Its buttons: ${buttons}.`,
    buttons: {
      hook: 'answer and end',
      mute: 'mute',
      flash: 'hold',
      hold: 'hold',
      drop: 'end',
      reject: 'reject',
    },
    elsewhere: (name: string) => `${name} follows another tab of the desk.`,
    unsupported: 'This browser cannot hear headset buttons. Chrome and Edge can.',
    failed: {
      'no-buttons': 'This device has no telephone buttons.',
      'in-use':
        'The headset does not answer. Another program may be using it: close it, then connect again.',
    },
  },
  requirements: {
    again: 'Check again',
    state: { checking: 'Being checked', pass: 'Fine', fail: 'Not fine', warn: 'Could be better' },
    allFine: 'Everything that calls need is fine.',
    someFail: (count: number) =>
      count === 1
        ? 'One thing keeps calls from working.'
        : `${count} things keep calls from working.`,
    names: {
      secure: 'Secure page',
      webrtc: 'Calls in this browser',
      microphone: 'Microphone',
      camera: 'Camera',
      speaker: 'Sound',
      notifications: 'System notifications',
      server: 'Connection to the server',
      media: 'Sound to the server and back',
    },
    secure: {
      pass: 'This page came over a safe connection.',
      fail: 'Open the desk by an address that begins with https.',
    },
    webrtc: {
      pass: 'This browser can make calls.',
      fail: 'This browser cannot make calls. Use a newer Chrome, Edge, Firefox or Safari.',
    },
    microphone: {
      pass: (label: string) => `Works: ${label}.`,
      unknown: 'The browser has not been asked yet. Allow the microphone.',
      denied: 'The browser blocks it. Allow the microphone in the address bar, then check again.',
      'no-device': 'No microphone found. Plug one in, then check again.',
      'in-use': 'Another program uses it. Close that program, then check again.',
    },
    camera: {
      pass: (label: string) => `Found: ${label}.`,
      unknown: 'The browser has not been asked yet: it asks in the first video call.',
      none: 'No camera found: in video calls you are heard but not seen.',
      denied: 'The browser blocks it: in video calls you are heard but not seen.',
    },
    speaker: {
      pass: (count: number) => (count === 1 ? 'One speaker found.' : `${count} speakers found.`),
      system: 'Sound plays on the system’s speaker.',
      locked: 'The browser keeps this page silent until you click in it. Start your shift.',
      none: 'No speaker found. Plug one in, then check again.',
    },
    notifications: {
      pass: 'The browser shows them.',
      ask: 'The browser has not been asked yet: calls are not told of while the page is in the background.',
      denied: 'The browser blocks them. Allow notifications in the address bar.',
      none: 'This browser has none: keep the page in sight.',
      allow: 'Allow notifications',
    },
    server: {
      pass: (ms: number) => `Answers within ${ms} ms.`,
      slow: (ms: number) =>
        `Answers only after ${ms} ms: words may come late. Try a cable instead of Wi-Fi.`,
      fail: 'The server does not answer. Look at your network, then check again.',
    },
    media: {
      ways: { udp: 'directly', tcp: 'by TCP', relay: 'through the relay' },
      pass: (way: string, ms: number | null) =>
        ms === null
          ? `A test tone came back ${way}.`
          : `A test tone came back ${way}, ${Math.max(1, ms)} ms there and back.`,
      fail: {
        'no-path':
          'Nothing comes through. Ask for the ports of calls to be opened, then check again.',
        'no-sound': 'The way is open, but no sound comes back. Check again.',
      },
      relay: {
        pass: 'The relay works too.',
        fail: 'The relay does not: networks that are shut keep calls out.',
        'not-tried': 'The relay could not be tried.',
        'not-set-up': 'There is no relay.',
      },
      locked: 'The browser keeps this page silent until you click in it. Then check again.',
      notTried: 'It could not be tried just now. Check again in a moment.',
    },
  },
} as const;
