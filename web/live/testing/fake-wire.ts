import type { CommandAnswer, FollowAnswer } from '@parley/contracts/socket.ts';
import type { Numbered } from '@parley/core/conversation/events.ts';
import type { CommandFrame, Wire, WireListener } from '../wire.ts';

/** A question of the page that the test answers by hand. */
type Asked<Frame, Answer> = { readonly frame: Frame; readonly answer: (answer: Answer) => void };

/** A socket in the test's hand: it opens, breaks and answers when the test says so. */
export type FakeWire = Wire & {
  readonly commands: Asked<CommandFrame, CommandAnswer>[];
  readonly follows: Asked<{ readonly stream: string; readonly after: number }, FollowAnswer>[];
  readonly left: string[];
  readonly opens: () => number;
  readonly drops: () => number;
  readonly say: () => WireListener;
  /** Commands of the application, without probes of the line. */
  readonly sent: () => readonly CommandFrame[];
};

/** Makes a wire that has not opened yet. */
export function fakeWire(): FakeWire {
  let listener: WireListener | null = null;
  let opens = 0;
  let drops = 0;
  const commands: FakeWire['commands'] = [];
  const follows: FakeWire['follows'] = [];
  const left: string[] = [];
  return {
    commands,
    follows,
    left,
    opens: () => opens,
    drops: () => drops,
    say: () => {
      if (listener === null) throw new Error('nobody listens to the wire yet');
      return listener;
    },
    sent: () => commands.map((one) => one.frame).filter((frame) => frame.name !== 'probe'),
    open: () => {
      opens += 1;
    },
    drop: () => {
      drops += 1;
      listener?.closed(null);
    },
    command: (frame, answer) => void commands.push({ frame, answer }),
    follow: (frame, answer) => void follows.push({ frame, answer }),
    leave: (stream) => void left.push(stream),
    listen: (heard) => {
      listener = heard;
    },
  };
}

/** Events of a stream with these numbers. */
export function numbered(stream: string, ...seqs: readonly number[]): readonly Numbered<unknown>[] {
  return seqs.map((seq) => ({ stream, seq, at: seq, data: { type: 'hidden' } }));
}
