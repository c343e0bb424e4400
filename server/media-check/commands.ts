import {
  MEDIA_LOOP_MS,
  MEDIA_LOOPS_EACH,
  type MediaLoopAsk,
} from '@parley/contracts/media-check.ts';
import type { MediaAskData } from '@parley/contracts/media-link.ts';
import type { CommandAnswer } from '@parley/contracts/socket.ts';
import { can } from '@parley/core/access/can.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Placement } from '../changes/loaded.ts';
import { type CommandContext, type Executors, NOT_ALLOWED, personOf } from '../command-context.ts';
import type { Database } from '../database/database.ts';
import type { MediaReply } from '../media-nodes/link.ts';
import type { MediaNodes } from '../media-nodes/nodes.ts';

type Names = 'check-media' | 'connect-media-check' | 'fill-media-check' | 'end-media-check';

type Parts = {
  readonly database: Database;
  readonly nodes: Pick<MediaNodes, 'linkTo'>;
  readonly now: () => Millis;
  readonly random: () => string;
};

/** Whose loop it is, and where; lost with this server, and then the page simply tries again. */
type Loop = {
  readonly personId: string;
  readonly tabId: string;
  readonly placement: Placement;
  readonly until: Millis;
};

/** Lets pages of staff find out whether sound comes through to a media node and back. */
export function mediaCheckCommands(parts: Parts): Executors<Names> {
  const loops = new Map<string, Loop>();
  const pass = passerFor(parts, loops);
  return {
    'check-media': (context) => begin(parts, loops, context),
    'connect-media-check': (context, data) => pass('connect-loop', context, data),
    'fill-media-check': (context, data) => pass('fill-loop', context, data),
    // Its line stays until its time is over: who tries and tries is held up all the same.
    'end-media-check': (context, data) => pass('close-loop', context, data),
  };
}

async function begin(
  parts: Parts,
  loops: Map<string, Loop>,
  { who, tabId }: CommandContext,
): Promise<CommandAnswer> {
  if (!can(who, 'set-own-presence')) return NOT_ALLOWED;
  const personId = personOf(who);
  const now = parts.now();
  for (const [id, loop] of loops) if (loop.until <= now) loops.delete(id);
  const own = [...loops.values()].filter((loop) => loop.personId === personId);
  if (own.length >= MEDIA_LOOPS_EACH) return { ok: false, code: 'too-many' };
  const checkId = `check_${parts.random()}`;
  const until = now + MEDIA_LOOP_MS;
  // Counted before the first wait: what comes in together is counted together.
  loops.set(checkId, { personId, tabId, placement: NOWHERE, until });
  const placement = await leastLoaded(parts);
  if (placement === null) return NOT_READY;
  loops.set(checkId, { personId, tabId, placement, until });
  const answer = answerTo(await parts.nodes.linkTo(placement)?.ask('open-loop', { checkId }));
  return answer.ok ? { ok: true, data: { ...(answer.data as object), checkId } } : answer;
}

const NOWHERE: Placement = { nodeId: '', bootId: '' };
const NOT_READY = { ok: false, code: 'media-not-ready' } as const;

/** The node on which a call would be placed now. */
async function leastLoaded({ database }: Parts): Promise<Placement | null> {
  const [row] = await database.query<{ node: Placement | null }>({
    name: 'node_for_a_loop',
    text: 'SELECT media_node_for(NULL) AS node',
  });
  return row?.node ?? null;
}

type AskOnLoop = Exclude<MediaLoopAsk, 'open-loop'>;

function passerFor({ nodes, now }: Parts, loops: ReadonlyMap<string, Loop>) {
  return async <Ask extends AskOnLoop>(
    ask: Ask,
    { who, tabId }: CommandContext,
    data: MediaAskData<Ask>,
  ): Promise<CommandAnswer> => {
    if (!can(who, 'set-own-presence')) return NOT_ALLOWED;
    const loop = loops.get(data.checkId);
    const isOwn = loop?.personId === personOf(who) && loop.tabId === tabId;
    if (loop === undefined || !isOwn || loop.until <= now()) return NOT_FOUND;
    return answerTo(await nodes.linkTo(loop.placement)?.ask(ask, data));
  };
}

const NOT_FOUND = { ok: false, code: 'not-found' } as const;

function answerTo(reply: MediaReply<MediaLoopAsk> | undefined): CommandAnswer {
  if (reply === undefined) return { ok: false, code: 'try-again' };
  if (reply.ok) return reply;
  switch (reply.code) {
    case 'away':
      return { ok: false, code: 'try-again' };
    case 'full':
      return NOT_READY;
    case 'no-such-call':
      return NOT_FOUND;
    default:
      return { ok: false, code: 'media-refused', facts: { because: reply.code } };
  }
}
