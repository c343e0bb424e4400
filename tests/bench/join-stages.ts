import type { BrowserContext, Frame, Page } from '@playwright/test';
import { quantile } from './report.ts';

/** One thing that happened in a page, on this machine's clock, in ms. */
type Mark = { readonly what: string; readonly at: number };

declare global {
  interface Window {
    parleyMarks: Mark[];
  }
}

/** Notes in every page of the context what it asks, hears and opens, so that the time between is seen. */
export async function addMarks(context: BrowserContext): Promise<void> {
  await context.addInitScript(markPage);
}

/** Runs in the page. */
function markPage(): void {
  const marks: Mark[] = [];
  window.parleyMarks = marks;
  const mark = (what: string): void => {
    marks.push({ what, at: performance.timeOrigin + performance.now() });
  };
  const around = async <T>(what: string, asked: Promise<T>): Promise<T> => {
    mark(`${what} asked`);
    const answer = await asked;
    mark(`${what} done`);
    return answer;
  };
  const fetchNow = window.fetch.bind(window);
  window.fetch = (input, init) => around(`fetch ${init?.method ?? 'GET'}`, fetchNow(input, init));
  const media = navigator.mediaDevices;
  if (media !== undefined) {
    const open = media.getUserMedia.bind(media);
    media.getUserMedia = (wanted) => {
      const what = wanted?.video === undefined ? 'microphone' : 'camera';
      return around(what, open(wanted));
    };
  }
  const named = (text: string): string => /"(?:name|type)":"([a-z-]+)"/.exec(text)?.[1] ?? '';
  const acks = new Map<string, string>();
  const NativeSocket = WebSocket;
  window.WebSocket = class extends NativeSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      mark('socket asked');
      this.addEventListener('open', () => mark('socket open'));
      this.addEventListener('message', ({ data }) => {
        const [, kind, id = '', rest = ''] = /^4([0-9])(\d*)(.*)$/s.exec(String(data)) ?? [];
        if (kind === '0') mark('socket admitted');
        if (kind === '3') mark(`${acks.get(id) ?? id} done`);
        if (kind === '2') mark(`heard ${/"([a-z-]+)"/.exec(rest)?.[1]} ${named(rest)}`);
      });
    }
    override send(data: string): void {
      const [, id = '', rest = ''] = /^42(\d*)(.*)$/s.exec(String(data)) ?? [];
      if (rest !== '') {
        acks.set(id, named(rest) || 'follow');
        mark(`${acks.get(id)} asked`);
      }
      super.send(data);
    }
  };
  const Native = RTCPeerConnection;
  let paths = 0;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      paths += 1;
      const name = `path ${paths}`;
      mark(`${name} made`);
      this.addEventListener('connectionstatechange', () => mark(`${name} ${this.connectionState}`));
      this.addEventListener('track', ({ track }) => {
        mark(`${name} ${track.kind} to come`);
        track.addEventListener('unmute', () => mark(`${name} ${track.kind} comes`), { once: true });
      });
    }
  };
}

/** What happened in which page how long after the press, over many joins. */
export type Stages = {
  readonly note: (who: string, page: Page | Frame, pressed: number) => Promise<void>;
  /** A line for each thing that happened in most of the joins: the median, in order. */
  readonly table: () => string;
  /** Some of them in words. */
  readonly of: (steps: Readonly<Record<string, string>>) => string;
};

export function createStages(): Stages {
  const seen = new Map<string, number[]>();
  let joins = 0;
  const medianOf = (name: string): string => quantile(seen.get(name) ?? [], 0.5).toFixed(0);
  return {
    of: (steps) =>
      Object.entries(steps)
        // What came only after the picture, in every join, has no time of its own.
        .filter(([, name]) => seen.has(name))
        .map(([words, name]) => `${words} ${medianOf(name)} ms`)
        .join(', '),
    note: async (who, page, pressed) => {
      joins += who === 'customer' ? 1 : 0;
      const marks = await page.evaluate(() => window.parleyMarks);
      const first = new Map<string, number>();
      const now = marks.filter((one) => one.at >= pressed);
      const paths = [...new Set(now.map(({ what }) => /^path \d+/.exec(what)?.[0]))].filter(
        Boolean,
      );
      for (const { what, at } of now) {
        // Paths are numbered anew for each join.
        const name = what.replace(/^path \d+/, (path) => `path ${paths.indexOf(path) + 1}`);
        if (!first.has(name)) first.set(name, at - pressed);
      }
      for (const [name, at] of first) {
        const key = `${who}: ${name}`;
        seen.set(key, [...(seen.get(key) ?? []), at]);
      }
    },
    table: () =>
      [...seen]
        .filter(([, times]) => times.length > joins / 2)
        .map(([name, times]) => ({ name, at: quantile(times, 0.5) }))
        .sort((a, b) => a.at - b.at)
        .map(({ name, at }) => `${at.toFixed(0).padStart(6)} ms  ${name}`)
        .join('\n'),
  };
}
