import type { TimelineEntry } from '@parley/core/conversation/view.ts';

const NEWS: readonly TimelineEntry['what']['type'][] = [
  'transferred',
  'conference-started',
  'leg-left',
];

/** The last change of who is in a call, if it came after this number. */
export function newsSince(
  timeline: readonly TimelineEntry[],
  seq: number,
  callId: string | undefined,
): TimelineEntry | null {
  const last = timeline.findLast(
    (entry) => entry.callId === callId && NEWS.includes(entry.what.type),
  );
  return last !== undefined && last.seq > seq ? last : null;
}
