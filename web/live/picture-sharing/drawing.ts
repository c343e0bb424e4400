import type { CommandAnswer, RefusalCode } from '@parley/contracts/socket.ts';
import type { Point, Shape } from '@parley/core/picture-sharing/picture.ts';
import type { PictureView } from '@parley/core/picture-sharing/view.ts';
import type { Connection } from '../connection.ts';
import type { Side } from '../lines.ts';
import { randomId } from '../random-id.ts';
import { createStore, derive, type Store } from '../store.ts';
import { LIVE_MS, type LiveStroke, type PointsHint, withPoints } from './live-strokes.ts';
import { holdPen, type Pen } from './pen.ts';
import { type OwnStroke, sendPointFrames } from './point-frames.ts';
import { keptStrokes, movingStrokes, type PendingStroke, type Strokes } from './strokes.ts';

/** A shared picture as its tools show it. */
export type DrawingState = {
  /** Null while none is shared. */
  readonly picture: PictureView | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Why the last stroke is not there; null when it is. */
  readonly refused: RefusalCode | null;
};

/** What a person does on the shared picture; their strokes are seen here at once. */
export type Drawing = Pick<Pen, 'begin' | 'moveTo' | 'finish' | 'giveUp'> & {
  readonly state: Store<DrawingState>;
  /** Apart from the state: they change with every point. */
  readonly strokes: Store<Strokes>;
  readonly placeMarker: (at: Point) => void;
  readonly write: (at: Point, text: string) => void;
  readonly undo: () => Promise<CommandAnswer>;
  readonly undoAll: () => Promise<CommandAnswer>;
  readonly redo: () => Promise<CommandAnswer>;
  readonly remove: () => Promise<CommandAnswer>;
  /** The picture with all its strokes, flattened by this page into an uploaded file of the picture's size. */
  readonly sendFlattened: (fileId: string) => Promise<CommandAnswer>;
  readonly close: () => void;
};

type Parts = {
  readonly connection: Pick<Connection, 'send' | 'onHint'>;
  readonly conversationId: string;
  readonly side: Side;
  /** Of staff; customers are the only ones of their side. */
  readonly personId: string | null;
  /** The shared picture as the conversation's stream says it. */
  readonly picture: Store<PictureView | null>;
};

/** What is not kept yet. */
type Under = {
  readonly pending: readonly PendingStroke[];
  readonly live: readonly LiveStroke[];
  readonly refused: RefusalCode | null;
};

const NOTHING: Under = { pending: [], live: [], refused: null };
const NO_STROKES: Strokes['kept'] = [];
const NO_PICTURE: CommandAnswer = { ok: false, code: 'no-picture' };

/** Draws on the shared picture of a conversation and shows what the other side draws. */
export function openDrawing(parts: Parts): Drawing {
  const { connection, conversationId, picture } = parts;
  let under = NOTHING;
  let shownId = picture.get()?.id ?? null;
  const kept = derive(picture, (now) => (now === null ? NO_STROKES : keptStrokes(now)));
  const state = createStore<DrawingState>(stateOf(parts, under));
  const strokes = createStore<Strokes>({ kept: kept.get(), moving: NO_STROKES });
  const change = (next: Partial<Under>): void => {
    under = { ...under, ...next };
    const [before, now] = [state.get(), stateOf(parts, under)];
    if (!isSame(before, now)) state.set(now);
    const isOn = now.picture !== null;
    const moving = isOn ? movingStrokes(parts.side, { ...under, own: pen.stroke() }) : NO_STROKES;
    strokes.set({ kept: kept.get(), moving });
  };
  const drawn = (operationId: string): void =>
    change({ pending: under.pending.filter((one) => one.operationId !== operationId) });
  const onPicture = (): { readonly conversationId: string; readonly pictureId: string } | null =>
    shownId === null ? null : { conversationId, pictureId: shownId };

  const draw = async (operationId: string, shape: Shape): Promise<void> => {
    const on = onPicture();
    if (on === null) return;
    change({ refused: null, pending: [...under.pending, { operationId, shape }] });
    const data = { ...on, operationId, shape: { ...shape, points: sent(shape.points) } };
    const answer = await connection.send('draw', data);
    if (on.pictureId !== shownId) return;
    // Taken, it comes with the stream. Taken and undone at once elsewhere it never does.
    if (answer.ok) setTimeout(drawn, LIVE_MS, operationId);
    else {
      drawn(operationId);
      change({ refused: answer.code });
    }
  };
  const frames = sendPointFrames(async (frame) => {
    const on = onPicture();
    if (on === null) return NO_PICTURE;
    return connection.send('draw-points', { ...on, ...frame, points: sent(frame.points) });
  });
  const pen = holdPen({
    frames,
    changed: () => change({}),
    whole: (operationId, shape) => void draw(operationId, shape),
  });
  const stopListening = listenTo(parts, {
    heard: (hint) => {
      if (hint.pictureId !== shownId || isOwn(under, pen.stroke(), hint.operationId)) return;
      change({ live: withPoints(under.live, hint) });
    },
    quiet: () => change({ live: [] }),
    told: (now) => {
      const isAnother = (now?.id ?? null) !== shownId;
      if (isAnother) pen.drop();
      shownId = now?.id ?? null;
      change(isAnother ? NOTHING : withoutKept(under, now));
    },
  });
  const press = async (name: Pressed): Promise<CommandAnswer> => {
    pen.finish();
    const on = onPicture();
    return on === null ? NO_PICTURE : connection.send(name, on);
  };

  return {
    state,
    strokes,
    begin: (tool, at) => {
      if (shownId !== null) pen.begin(tool, at);
    },
    moveTo: pen.moveTo,
    finish: pen.finish,
    giveUp: pen.giveUp,
    placeMarker: (at) => void draw(randomId(), { tool: 'marker', points: [at] }),
    write: (at, text) => void draw(randomId(), { tool: 'text', points: [at], text }),
    undo: () => press('undo-drawing'),
    undoAll: () => press('undo-all-drawing'),
    redo: () => press('redo-drawing'),
    remove: () => press('delete-picture'),
    sendFlattened: async (fileId) => {
      const on = onPicture();
      if (on === null) return NO_PICTURE;
      return connection.send('send-picture', { ...on, fileId, messageId: randomId() });
    },
    close: () => {
      pen.drop();
      stopListening();
    },
  };
}

type Pressed = 'undo-drawing' | 'undo-all-drawing' | 'redo-drawing' | 'delete-picture';

type Listening = {
  readonly heard: (hint: PointsHint) => void;
  /** Nothing was heard for a while. */
  readonly quiet: () => void;
  readonly told: (picture: PictureView | null) => void;
};

function listenTo(
  { connection, conversationId, picture }: Parts,
  { heard, quiet, told }: Listening,
): () => void {
  let silence: ReturnType<typeof setTimeout> | undefined;
  const stops = [
    picture.subscribe(() => told(picture.get())),
    connection.onHint((hint) => {
      if (hint.type !== 'drawing-points' || hint.conversationId !== conversationId) return;
      if (isKept(picture.get(), hint.operationId)) return;
      heard(hint);
      clearTimeout(silence);
      silence = setTimeout(quiet, LIVE_MS);
    }),
  ];
  return () => {
    clearTimeout(silence);
    for (const stop of stops) stop();
  };
}

/** The wire's lists can be written to. */
function sent(points: readonly Point[]): [number, number, number][] {
  return points.map(([x, y, pressure]) => [x, y, pressure]);
}

function isOwn({ pending }: Under, own: OwnStroke | null, operationId: string): boolean {
  return own?.operationId === operationId || pending.some((one) => one.operationId === operationId);
}

function isKept(picture: PictureView | null, operationId: string): boolean {
  return picture?.operations.some((one) => one.id === operationId) ?? false;
}

function withoutKept(under: Under, picture: PictureView | null): Under {
  const isOnItsWay = ({ operationId }: { readonly operationId: string }): boolean =>
    !isKept(picture, operationId);
  return {
    ...under,
    pending: under.pending.filter(isOnItsWay),
    live: under.live.filter(isOnItsWay),
  };
}

function stateOf(
  { picture, side, personId }: Parts,
  { pending, refused }: Pick<Under, 'pending' | 'refused'>,
): DrawingState {
  const now = picture.get();
  if (now === null) return { picture: null, canUndo: false, canRedo: false, refused };
  const mine = now.operations.filter(({ by }) =>
    side === 'customer' ? by.role === 'customer' : by.id === personId,
  );
  return {
    picture: now,
    canUndo: pending.length > 0 || mine.some((one) => one.undone === null),
    canRedo: mine.some((one) => one.undone !== null),
    refused,
  };
}

function isSame(one: DrawingState, other: DrawingState): boolean {
  return (
    one.picture === other.picture &&
    one.canUndo === other.canUndo &&
    one.canRedo === other.canRedo &&
    one.refused === other.refused
  );
}
