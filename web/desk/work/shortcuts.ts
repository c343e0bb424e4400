import { useEffect, useRef } from 'react';

/** Each with Ctrl and Shift; letters that browsers keep for themselves are left out, so the bar has digits. */
export const SHORTCUTS = {
  answer: 'A',
  reject: 'X',
  mute: 'M',
  hold: 'H',
  camera: 'E',
  share: 'S',
  'full-screen': 'F',
  end: 'D',
  search: 'K',
  message: 'Y',
  list: 'L',
  ready: 'G',
  'number-field': '1',
  transfer: '2',
  keypad: '3',
  swap: '4',
  merge: '5',
  'next-call': '6',
  ringtone: '7',
  speaker: '8',
  screenshot: '9',
  help: 'U',
} as const;

export type ShortcutName = keyof typeof SHORTCUTS;

const actions = new Map<ShortcutName, () => void>();

/** Lets the keys do `action` while the component is shown; null leaves them alone. */
export function useShortcut(name: ShortcutName, action: (() => void) | null): void {
  const latest = useRef(action);
  useEffect(() => {
    latest.current = action;
  });
  const isOn = action !== null;
  useEffect(() => {
    if (!isOn) return;
    const run = (): void => latest.current?.();
    actions.set(name, run);
    return () => {
      if (actions.get(name) === run) actions.delete(name);
    };
  }, [name, isOn]);
}

/** Listens on the whole page. Gives back how to stop. */
export function listenForShortcuts(): () => void {
  const listen = (event: KeyboardEvent): void => {
    const name = shortcutOf(event);
    const action = name === null ? undefined : actions.get(name);
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
  window.addEventListener('keydown', listen, { capture: true });
  return () => window.removeEventListener('keydown', listen, { capture: true });
}

function shortcutOf(event: KeyboardEvent): ShortcutName | null {
  if (!event.ctrlKey || !event.shiftKey || event.altKey || event.metaKey || event.repeat)
    return null;
  // On keyboards without Latin letters the place of the key counts.
  const latin = /^[a-z]$/i.test(event.key);
  const letter = latin ? event.key.toUpperCase() : event.code.replace(/^(?:Key|Digit)/, '');
  for (const [name, one] of Object.entries(SHORTCUTS)) {
    if (one === letter) return name as ShortcutName;
  }
  return null;
}

/** How a shortcut is written in tooltips and in the list. */
export function keysOf(name: ShortcutName): readonly [string, string, string] {
  return ['Ctrl', 'Shift', SHORTCUTS[name]];
}
