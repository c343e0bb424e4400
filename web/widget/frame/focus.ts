const FIRST = '[data-first]:not([disabled])';

/** Puts the keyboard where the screen begins; never opens a phone's keyboard over what is to be read. */
export function focusFirst(): void {
  const isTouch = window.matchMedia('(pointer: coarse)').matches;
  const first = document.querySelector<HTMLElement>(FIRST);
  const opensKeyboard = first instanceof HTMLInputElement || first instanceof HTMLTextAreaElement;
  const target = first === null || (isTouch && opensKeyboard) ? null : first;
  (target ?? document.querySelector<HTMLElement>('[role="dialog"] button'))?.focus({
    preventScroll: true,
  });
}
