import type { CommandAnswer, CommandName, FollowAnswer } from '@parley/contracts/socket.ts';
import type { Who } from '@parley/core/access/can.ts';
import type { CommandContext } from './command-context.ts';
import { runCommand } from './commands.ts';
import type { OpenConversation } from './conversations/open-conversation.ts';
import { openConversation } from './conversations/open-conversation.ts';
import { codeOf } from './database/database.ts';
import type { EngineParts } from './engine-parts.ts';
import type { FileFacts } from './files/file-facts.ts';
import { type Machine, startMachine } from './machine.ts';
import type { MediaStateNow } from './media-nodes/nodes.ts';
import type { RoomDoors } from './rooms/room-doors.ts';

export type { CommandContext } from './command-context.ts';
export type { OpenConversation } from './conversations/open-conversation.ts';
export type { EngineParts } from './engine-parts.ts';
export type { Log } from './log.ts';
export type { MediaStateNow } from './media-nodes/nodes.ts';

export type Engine = {
  /** Carries a command out once; `data` has passed the registry's schema. */
  run(context: CommandContext, name: CommandName, data: unknown): Promise<CommandAnswer>;
  /** Null when there is no such entry. */
  openConversation(
    asked: OpenConversation,
  ): Promise<{ readonly conversationId: string; readonly personId: string } | null>;
  /** Begins the call that a conversation was opened for; null when it is refused. */
  beginFirstCall: Machine['beginFirstCall'];
  /** What guests with a link can ask, and what became of the SMS that carried one. */
  readonly rooms: RoomDoors;
  /** What the streams say of files. */
  readonly files: FileFacts;
  /** The events after a number, as `who` may see them. */
  follow(who: Who, stream: string, after: number): Promise<FollowAnswer>;
  tabOpened(personId: string, tabId: string): Promise<void>;
  /** The last socket of a tab closed: its lease shortens, and its legs are lost unless it comes back soon. */
  tabClosed(personId: string, tabId: string): Promise<void>;
  /** A sign-in was revoked: the tab's lease ends now and its legs leave their calls at once. */
  dropTab(personId: string, tabId: string): Promise<void>;
  /** Tells every server to end the sockets of a person. */
  signOut(personId: string, because: string): void;
  mediaState(): MediaStateNow;
  /** Carries out everything due at `now()` and what follows from it; its own alarms call it too. */
  runDue(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts everything that happens by itself, and answers what can be asked. */
export async function startEngine(parts: EngineParts): Promise<Engine> {
  const machine = await startMachine({ ...parts, alarm: parts.alarm ?? ring });
  return {
    run: (context, name, data) => run(machine, context, { name, data }),
    openConversation: (asked) => openConversation(parts, asked),
    beginFirstCall: (customer, asked) => machine.beginFirstCall(customer, asked),
    rooms: machine.rooms,
    files: machine.files,
    follow: (who, stream, after) => follow(machine, who, { stream, after }),
    tabOpened: (personId, tabId) => machine.tabs.opened({ personId, tabId }),
    async tabClosed(personId, tabId) {
      await machine.presences.shorten(personId, tabId, { atOnce: false });
      await machine.tabs.closed({ personId, tabId });
    },
    async dropTab(personId, tabId) {
      await machine.presences.shorten(personId, tabId, { atOnce: true });
      await machine.tabs.dropped({ personId, tabId });
    },
    signOut(personId, because) {
      parts.delivery.signOut(personId, because);
      machine.bus.signOut(personId, because);
    },
    mediaState: () => machine.nodes.state(),
    runDue: () => machine.runDue(),
    stop: () => machine.stop(),
  };
}

function ring(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, Math.min(delayMs, LONGEST_TIMEOUT_MS));
  timer.unref();
  return () => clearTimeout(timer);
}

/** What a timer can count; an alarm that rings too early only looks and sets itself anew. */
const LONGEST_TIMEOUT_MS = 2_147_483_647;

async function run(
  { executors, log }: Machine,
  context: CommandContext,
  asked: { readonly name: CommandName; readonly data: unknown },
): Promise<CommandAnswer> {
  try {
    return await runCommand(executors, asked, context);
  } catch (error) {
    log.error(
      {
        command: asked.name,
        code: codeOf(error),
        at: placesOf(error),
      },
      'a command failed',
    );
    return { ok: false, code: 'try-again' };
  }
}

/** Where it happened; never an error's own words, which may quote people's. */
function placesOf(error: unknown): readonly string[] {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  return lines.map((line) => line.trim()).filter((line) => line.startsWith('at '));
}

async function follow(
  machine: Machine,
  who: Who,
  { stream, after }: { readonly stream: string; readonly after: number },
): Promise<FollowAnswer> {
  const answer = await machine.streams.follow(who, stream, after);
  if (answer.ok && who.role === 'customer') machine.tellPlace(who.conversationId);
  return answer;
}
