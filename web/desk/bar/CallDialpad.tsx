import { tonesOf } from '@parley/core/dialing.ts';
import { useEffect } from 'react';
import type { CallVerbs, OwnLeg } from '../calls/call-verbs.ts';
import { useStore } from '../work/use-store.ts';
import { Dialpad } from './Dialpad.tsx';

type Props = { readonly leg: OwnLeg; readonly verbs: CallVerbs };

/** The keypad of a call: keys on the screen and on the keyboard send tones, and what was sent stands above them. */
export function CallDialpad({ leg, verbs }: Props) {
  const { callId, legId } = leg;
  const sent = useStore(verbs.sentDigits).get(callId) ?? '';

  useEffect(() => {
    const type = (event: KeyboardEvent): void => {
      const isTyped = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      const tone = isTyped ? tonesOf(event.key) : null;
      if (tone === null || isWriting(event.target)) return;
      event.preventDefault();
      void verbs.sendDigits({ callId, legId }, tone);
    };
    document.addEventListener('keydown', type);
    return () => document.removeEventListener('keydown', type);
  }, [verbs, callId, legId]);

  return <Dialpad sent={sent} onKey={(key) => void verbs.sendDigits(leg, key)} />;
}

/** Whoever writes a message or a number means no tones. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
