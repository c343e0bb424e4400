import type { WidgetIntent } from '@parley/contracts/widget.ts';
import { Widget } from './widget.ts';

/**
 * The one script of a host page:
 * `<script async src="https://cx.example.com/widget/v1/loader.js" data-entry="web-support"></script>`.
 * `window.Parley(command, …)` answers with a promise; commands given before the script came wait in `Parley.q`.
 */
type Waiting = [IArguments | unknown[], (value: unknown) => void, (reason: unknown) => void];
type Api = ((...args: unknown[]) => Promise<unknown>) & { q?: Waiting[] };

const script =
  document.currentScript ?? document.querySelector('script[src*="/widget/v1/loader.js"]');
const origin = script instanceof HTMLScriptElement ? new URL(script.src).origin : location.origin;
const target = window as { Parley?: Api };
let widget: Widget | null = null;

const commands: Readonly<Record<string, (...args: unknown[]) => unknown>> = {
  boot: (options) => {
    const { entry, side } = (options ?? {}) as { entry?: string; side?: 'left' | 'right' };
    if (typeof entry !== 'string') throw new Error("Parley: boot needs { entry: '…' }");
    widget?.remove();
    widget = new Widget({
      origin,
      entry,
      side: side === 'left' ? 'left' : 'right',
      words: {
        open: attribute('data-label') ?? 'Chat with us',
        failed: 'The chat cannot be opened at the moment. Please try again later.',
      },
    });
  },
  shutdown: () => {
    widget?.remove();
    widget = null;
  },
  open: () => running().open(),
  close: () => running().close(),
  toggle: () => running().toggle(),
  openChat: () => running().open('chat'),
  startCall: (options) => {
    const media = (options as { media?: string } | undefined)?.media;
    running().open(media === 'audio' ? 'audio' : 'video');
  },
  shareScreen: () => running().open('screen' satisfies WidgetIntent),
  getState: () => ({ open: running().isOpen() }),
  on: (name, listener) => running().on(String(name), listener as (data: unknown) => void),
};

function running(): Widget {
  if (widget === null) throw new Error("Parley: call Parley('boot', { entry }) first");
  return widget;
}

function attribute(name: string): string | null {
  return script?.getAttribute(name) ?? null;
}

async function run(args: readonly unknown[]): Promise<unknown> {
  const [name, ...rest] = args;
  const command = commands[String(name)];
  if (command === undefined) throw new Error(`Parley: there is no command "${String(name)}"`);
  return command(...rest);
}

function start(): void {
  const waiting = target.Parley?.q ?? [];
  target.Parley = (...args) => run(args);
  const entry = attribute('data-entry');
  if (entry !== null) void run(['boot', { entry, side: attribute('data-side') ?? 'right' }]);
  for (const [args, resolve, reject] of waiting) run([...args]).then(resolve, reject);
}

if (document.body === null) document.addEventListener('DOMContentLoaded', start, { once: true });
else start();
