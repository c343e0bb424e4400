import type { Line, ShownMessage } from '../../live/lines.ts';
import { type EventWords, eventInWords } from './event-in-words.ts';

/** A line of the log with all that its drawing needs; `at` on this computer's clock. */
export type ShownLine =
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly at: number;
      readonly message: ShownMessage;
      /** Follows another of the same person within minutes: no name again. */
      readonly goesOn: boolean;
    }
  | {
      readonly kind: 'event';
      readonly key: string;
      readonly at: number;
      readonly event: EventWords;
    };

const GOES_ON_MS = 3 * 60_000;

/** What of a conversation stands in the log; the rest is for the timeline only. */
export function shownLines(
  lines: readonly Line[],
  localTime: (serverMillis: number) => number,
): readonly ShownLine[] {
  const shown: ShownLine[] = [];
  for (const line of lines) {
    if (line.kind === 'message') {
      shown.push(messageLine(line.message, { before: shown.at(-1), localTime }));
      continue;
    }
    const event = eventInWords(line.entry);
    if (event === null || event.place === 'timeline') continue;
    shown.push({
      kind: 'event',
      key: `event:${line.entry.seq}`,
      at: localTime(line.entry.at),
      event,
    });
  }
  return shown;
}

function messageLine(
  message: ShownMessage,
  {
    before,
    localTime,
  }: {
    readonly before: ShownLine | undefined;
    readonly localTime: (serverMillis: number) => number;
  },
): ShownLine {
  // What is still on its way carries this computer's own time.
  const at = message.seq === null ? message.at : localTime(message.at);
  const goesOn =
    before?.kind === 'message' && before.message.own === message.own && at - before.at < GOES_ON_MS;
  return { kind: 'message', key: `message:${message.id}`, at, message, goesOn };
}
