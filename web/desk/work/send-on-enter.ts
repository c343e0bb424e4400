import type { KeyboardEvent } from 'react';

/** Enter sends what is written; with Shift it begins a line, and it ends a word being composed. */
export function sendOnEnter(send: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
}
