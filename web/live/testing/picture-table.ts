import type { CommandAnswer, CommandName, Hint } from '@parley/contracts/socket.ts';
import type { Drawer, PictureInput, SharedPicture } from '@parley/core/picture-sharing/picture.ts';
import { stepPicture } from '@parley/core/picture-sharing/step.ts';
import { foldPicture, type PictureView } from '@parley/core/picture-sharing/view.ts';
import type { Connection } from '../connection.ts';
import { createEmitter } from '../emitter.ts';
import { type Drawing, openDrawing } from '../picture-sharing/drawing.ts';
import { createStore, type OwnedStore } from '../store.ts';

/** A person at the table: their page, and what it has asked. */
export type Seat = {
  readonly drawing: Drawing;
  readonly asked: readonly { readonly name: CommandName; readonly data: object }[];
};

/** Pages that draw on one picture; what they ask is decided by core, when the test lets it arrive. */
export type PictureTable = {
  readonly sit: (who: Drawer) => Seat;
  readonly share: (pictureId: string) => void;
  /** Everything on its way arrives, also what follows from it. */
  readonly arrive: () => Promise<void>;
};

const SIZE = { width: 1280, height: 720 };
const HOST: Drawer = { role: 'agent', id: 'alex', name: 'Alex' };

type Page = {
  readonly picture: OwnedStore<PictureView | null>;
  readonly hint: (hint: Hint) => void;
};
type Asked = {
  readonly by: Drawer;
  readonly name: CommandName;
  readonly data: object;
  readonly answer: (answer: CommandAnswer) => void;
};

/** Sets the table. */
export function pictureTable(): PictureTable {
  const pages: Page[] = [];
  let picture: SharedPicture | null = null;
  let view: PictureView | null = null;
  let waiting: Asked[] = [];

  const decide = (input: PictureInput): CommandAnswer => {
    const outcome = stepPicture(picture, input, 1);
    if (!outcome.ok) return { ok: false, code: outcome.refusal.code };
    picture = outcome.picture;
    view = outcome.facts.reduce((seen, fact) => foldPicture(seen, fact, 1), view);
    for (const page of pages) page.picture.set(view);
    return { ok: true, data: {} };
  };
  const carryOut = ({ by, name, data, answer }: Asked): void => {
    if (name === 'draw-points') {
      const hint = { type: 'drawing-points', by: by.role, ...data } as Hint;
      for (const page of pages) page.hint(hint);
      return answer({ ok: true, data: {} });
    }
    // What the server would make of the command's data.
    answer(
      decide({ ...data, type: name, by, personId: by.id, size: SIZE } as unknown as PictureInput),
    );
  };

  return {
    sit: (who) => {
      const hints = createEmitter<Hint>();
      const page = { picture: createStore(view), hint: hints.emit };
      const asked: { name: CommandName; data: object }[] = [];
      pages.push(page);
      const send = (name: CommandName, data: object): Promise<CommandAnswer> =>
        new Promise((answer) => {
          asked.push({ name, data });
          waiting.push({ by: who, name, data, answer });
        });
      const connection = { send, onHint: hints.on } as Pick<Connection, 'send' | 'onHint'>;
      const { role: side, id: personId } = who;
      const about = { conversationId: 'talk', side, personId, picture: page.picture };
      return { drawing: openDrawing({ connection, ...about }), asked };
    },
    share: (pictureId) => {
      decide({ type: 'share-picture', pictureId, fileId: 'file', by: HOST, size: SIZE });
    },
    arrive: async () => {
      while (waiting.length > 0) {
        const [next] = waiting.splice(0, 1);
        if (next !== undefined) carryOut(next);
        await Promise.resolve();
      }
      waiting = [];
    },
  };
}
