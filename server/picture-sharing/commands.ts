import type { pictureCommands } from '@parley/contracts/picture-sharing.ts';
import type { Hint } from '@parley/contracts/socket.ts';
import { can } from '@parley/core/access/can.ts';
import type { PictureInChatInput } from '@parley/core/conversation/picture-in-chat.ts';
import type { Drawer } from '@parley/core/picture-sharing/picture.ts';
import { canFreeze } from '@parley/core/picture-sharing/who-draws.ts';
import { decideOnOwnLeg } from '../calls/own-leg.ts';
import type { Changes, Decided } from '../changes/changes.ts';
import { draftOf, withConversation } from '../changes/draft.ts';
import type { Loaded } from '../changes/loaded.ts';
import {
  allowed,
  type CommandContext,
  decidedFrom,
  type Executor,
  type Executors,
  NOT_ALLOWED,
  onceOnly,
  personOf,
} from '../command-context.ts';
import type { Database } from '../database/database.ts';
import type { HintTarget } from '../delivery-port.ts';
import { showToCustomer } from '../files/file-rows.ts';
import type { Drawings } from './drawings.ts';
import { findPicture, isMadeBy, type PictureFile } from './picture-files.ts';
import { drawnIn, mayDraw } from './who-may-draw.ts';

type Parts = {
  readonly database: Database;
  readonly changes: Changes;
  readonly random: () => string;
  readonly hint: (to: HintTarget, hint: Hint) => void;
  readonly drawings: Drawings;
};

type Names = keyof typeof pictureCommands;

const NOT_FOUND = { ok: false, code: 'not-found' } as const;
const NO_PICTURE = { ok: false, code: 'no-picture' } as const;

/** Pictures on which both sides draw. */
export function pictureExecutors(parts: Parts): Executors<Names> {
  const { changes } = parts;
  return {
    'freeze-picture': freeze(parts),
    'open-picture': open(parts),
    'draw-points': passOn(parts),
    // A stroke that comes twice is drawn once by its own id.
    draw: (context, { conversationId, ...drawn }) =>
      changes.change({ conversationId }, (loaded, now) =>
        move({ context, loaded, now }, { type: 'draw', ...drawn, by: drawerOf(context) }),
      ),
    'undo-drawing': press(changes, 'undo-drawing'),
    'undo-all-drawing': press(changes, 'undo-all-drawing'),
    'redo-drawing': press(changes, 'redo-drawing'),
    'delete-picture': (context, { conversationId, pictureId }) =>
      changes.change({ conversationId, ...onceOnly(context) }, (loaded, now) => {
        const by = drawerOf(context);
        return move({ context, loaded, now }, { type: 'delete-picture', pictureId, by });
      }),
    'send-picture': send(parts),
  };
}

/** Side and name are known here; what a page says of itself is not asked. */
function drawerOf({ who, name }: CommandContext): Drawer {
  return { role: who.role === 'customer' ? 'customer' : 'agent', id: personOf(who), name };
}

type Moving = {
  readonly context: CommandContext;
  readonly loaded: Loaded;
  readonly now: number;
};

function move<Answer = object>(
  { context, loaded, now }: Moving,
  input: PictureInChatInput,
  answer: Answer = {} as Answer,
): Decided<Answer> {
  const draft = draftOf(loaded);
  return allowed(context.who, { action: 'draw-together', thing: drawnIn(draft) }, () =>
    decidedFrom(withConversation(draft, input, now), answer),
  );
}

type Pressed = 'undo-drawing' | 'undo-all-drawing' | 'redo-drawing';

function press(changes: Changes, type: Pressed): Executor<Pressed> {
  return (context, { conversationId, pictureId }) =>
    changes.change({ conversationId, ...onceOnly(context) }, (loaded, now) => {
      const personId = personOf(context.who);
      return move({ context, loaded, now }, { type, pictureId, personId });
    });
}

/** What somebody sees in their call becomes the picture of both; the first one wins (A1). */
function freeze({ database, changes, random }: Parts): Executor<'freeze-picture'> {
  const name = 'freeze-picture';
  return async (context, { callId, legId, ofLegId, fileId }) => {
    const found = await findPicture(database, personOf(context.who), fileId);
    const pictureId = `picture_${random()}`;
    return changes.change({ callId, ...onceOnly(context) }, (loaded, now) => {
      const call = loaded.call?.value ?? null;
      return decideOnOwnLeg<Decided<{ pictureId: string }>>(call, { context, name, legId }, () => {
        if (call === null || !canFreeze(call, legId, ofLegId)) {
          return { ok: false, code: 'nothing-to-freeze' };
        }
        const own = { personId: personOf(context.who), source: 'screenshot' } as const;
        if (found?.conversationId !== loaded.conversation.id || !isMadeBy(found.file, own)) {
          return NOT_FOUND;
        }
        return shared({ context, loaded, now }, pictureId, found.file);
      });
    });
  };
}

function shared(
  moving: Moving,
  pictureId: string,
  { id: fileId, picture: size }: PictureFile,
): Decided<{ pictureId: string }> {
  const by = drawerOf(moving.context);
  const input = { type: 'share-picture', pictureId, fileId, size, by } as const;
  return move(moving, input, { pictureId });
}

/** Any picture of the session files, by the agent's choice (A9). */
function open({ database, changes, random, drawings }: Parts): Executor<'open-picture'> {
  return async (context, { conversationId, fileId }) => {
    const found = await findPicture(database, personOf(context.who), fileId);
    const drawing = await drawings.read(conversationId);
    if (drawing === null || !can(context.who, 'open-picture', drawing.thing)) return NOT_ALLOWED;
    if (found?.conversationId !== conversationId) return NOT_FOUND;
    // Before it is told: the customer's page asks for it at once.
    if (!found.file.forCustomer && drawing.pictureId === null) {
      await showToCustomer(database, fileId);
    }
    const pictureId = `picture_${random()}`;
    return changes.change({ conversationId, ...onceOnly(context) }, (loaded, now) =>
      shared({ context, loaded, now }, pictureId, found.file),
    );
  };
}

/** What is being drawn goes to the other side at once and is kept nowhere: the whole stroke follows. */
function passOn({ hint, drawings }: Parts): Executor<'draw-points'> {
  return async ({ who }, { conversationId, pictureId, operationId, tool, from, points }) => {
    const drawing = drawings.known(conversationId) ?? (await drawings.read(conversationId));
    if (drawing === null || !mayDraw(who, drawing.thing)) return NOT_ALLOWED;
    if (drawing.pictureId !== pictureId) return NO_PICTURE;
    const by = who.role === 'customer' ? 'customer' : 'agent';
    const about = { conversationId, pictureId, operationId, by, tool, from, points } as const;
    hint({ conversationId }, { type: 'drawing-points', ...about });
    return { ok: true, data: {} };
  };
}

/** Whoever flattened it has uploaded it themselves, for this. */
function send({ database, changes }: Parts): Executor<'send-picture'> {
  return async (context, { conversationId, pictureId, fileId, messageId }) => {
    const found = await findPicture(database, personOf(context.who), fileId);
    const own = { personId: personOf(context.who), source: 'drawing' } as const;
    return changes.change({ conversationId, ...onceOnly(context) }, (loaded, now) => {
      if (!can(context.who, 'draw-together', drawnIn(draftOf(loaded)))) return NOT_ALLOWED;
      if (found?.conversationId !== conversationId || !isMadeBy(found.file, own)) return NOT_FOUND;
      const by = drawerOf(context);
      const input = { type: 'send-picture', pictureId, messageId, file: found.file, by } as const;
      return move({ context, loaded, now }, input);
    });
  };
}
