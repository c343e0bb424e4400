import { useState } from 'react';

/** What of a conversation stands in front. */
export const PANE_TABS = ['chat', 'video', 'call', 'share'] as const;
export type PaneTab = (typeof PANE_TABS)[number];

/** What moves the tab by itself. */
export type Front = {
  /** Whether a call is on screen, and whether it has pictures. */
  readonly call: 'none' | 'audio' | 'picture';
  /** The agent has a room open. */
  readonly inRoom: boolean;
  /** It can still be entered. */
  readonly isOpen: boolean;
  /** A frozen picture is there for both to draw on. */
  readonly isFrozen: boolean;
};

/** The tab after something changed by itself; what the agent chose stays as long as nothing does. */
export function tabAfter(tab: PaneTab, before: Front, now: Front): PaneTab {
  if (before.call !== now.call && now.call !== 'none') {
    return now.call === 'picture' ? 'video' : 'call';
  }
  if (before.call !== 'none' && now.call === 'none') return afterCall(tab, now);
  return comesToFront(before, now) ? 'video' : tab;
}

/** What was shared is looked at after the call too. */
function afterCall(tab: PaneTab, { isOpen }: Front): PaneTab {
  if (tab === 'share') return 'share';
  return isOpen ? 'video' : 'chat';
}

/** A room that opens, and what both draw on, which lies over the call. */
function comesToFront(before: Front, now: Front): boolean {
  if (now.isFrozen && !before.isFrozen && now.call === 'picture') return true;
  return (now.inRoom && !before.inRoom) || (now.isOpen && !before.isOpen);
}

const NOTHING: Front = { call: 'none', inRoom: false, isOpen: false, isFrozen: false };

/** The chosen tab; a call or a room that begins comes to the front, and goes from there when it is over. */
export function usePaneTab(now: Front): readonly [PaneTab, (tab: PaneTab) => void] {
  const [seen, setSeen] = useState<{ readonly tab: PaneTab; readonly front: Front }>({
    tab: 'chat',
    front: NOTHING,
  });
  const { front } = seen;
  const isSame =
    front.call === now.call &&
    front.inRoom === now.inRoom &&
    front.isOpen === now.isOpen &&
    front.isFrozen === now.isFrozen;
  const tab = isSame ? seen.tab : tabAfter(seen.tab, front, now);
  // While drawing, as React asks for what follows from what is shown.
  if (!isSame) setSeen({ tab, front: now });
  return [tab, (next) => setSeen({ tab: next, front: now })];
}
