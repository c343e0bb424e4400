import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
} from '@playwright/test';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

/** How a person's browser differs from the others. */
export type BrowserSettings = {
  /** The file the fake microphone plays. */
  readonly voiceFile: string;
  /** `granted` answers every question with yes, `denied` with no, `ask` leaves it to the context. */
  readonly devices?: 'granted' | 'denied' | 'ask';
  /** The browser plays no sound before a tap, as on phones. */
  readonly autoplayBlocked?: boolean;
  readonly flags?: readonly string[];
  /** Another program that starts the browser. */
  readonly program?: string;
};

/** Starts a Chromium process of its own with a fake camera and microphone. */
export function launchBrowser(settings: BrowserSettings): Promise<Browser> {
  return chromium.launch(optionsFor(settings));
}

/** Starts such a Chromium on a profile on disk: started again there, it knows what it knew. */
export function launchProfile(profile: string, settings: BrowserSettings): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, { ...optionsFor(settings), ...DESKTOP });
}

function optionsFor(settings: BrowserSettings): LaunchOptions {
  const { devices = 'granted', autoplayBlocked = false } = settings;
  const ui = devices === 'denied' ? '=deny' : '';
  return {
    executablePath: settings.program ?? '/usr/bin/chromium',
    args: [
      ...FLAGS,
      '--use-fake-device-for-media-stream=fps=30',
      `--use-file-for-fake-audio-capture=${settings.voiceFile}`,
      ...(devices === 'ask' ? [] : [`--use-fake-ui-for-media-stream${ui}`]),
      `--autoplay-policy=${autoplayBlocked ? 'user-gesture-required' : 'no-user-gesture-required'}`,
      ...(settings.flags ?? []),
    ],
  };
}

/** A desk's window and a phone's. */
export const DESKTOP: BrowserContextOptions = { viewport: { width: 1_440, height: 900 } };
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};
