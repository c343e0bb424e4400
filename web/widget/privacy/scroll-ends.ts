/** How many hold the page now, and what it had set itself. */
let holders = 0;
let own: readonly { readonly element: HTMLElement; readonly value: string }[] = [];

/** A page that bounces at its ends is moved by the browser alone and is never told: it does not while one holds it. */
export function holdScrollEnds(): () => void {
  if (holders === 0) own = [document.documentElement, document.body].map(hold);
  holders += 1;
  return () => {
    holders -= 1;
    if (holders > 0) return;
    for (const { element, value } of own) element.style.overscrollBehavior = value;
  };
}

function hold(element: HTMLElement): (typeof own)[number] {
  const value = element.style.overscrollBehavior;
  element.style.setProperty('overscroll-behavior', 'none', 'important');
  return { element, value };
}
