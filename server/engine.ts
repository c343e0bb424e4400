import type {
  CommandAnswer,
  CommandName,
  FollowAnswer,
} from '@parley/contracts/socket.ts';
import type { Who } from '@parley/core/access/can.ts';
import type { HostPage } from '@parley/core/conversation/events.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Database } from './database/database.ts';
import type { Delivery } from './delivery-port.ts';

/** Where the engine writes what operators read; pino fits. Never people's words, never secrets. */
export type Log = {
  info(facts: object, words: string): void;
  warn(facts: object, words: string): void;
  error(facts: object, words: string): void;
};

/** Who sends a command, from which tab. */
export type CommandContext = {
  readonly who: Who;
  /** The name others see. */
  readonly name: string;
  readonly tabId: string;
  readonly commandId: string;
};

export type EngineParts = {
  readonly database: Database;
  /** The installation's secret; opens the links to the media nodes. */
  readonly secret: string;
  readonly delivery: Delivery;
  readonly log: Log;
  readonly now: () => Millis;
  /** 128 random bits as text that fits an id. */
  readonly random: () => string;
  /** Rings once after so many ms; the answer silences it. Tests run what is due by themselves. */
  readonly alarm?: (delayMs: number, ring: () => void) => () => void;
};

/** What is known when a customer opens a conversation. */
export type OpenConversation = {
  readonly entryId: string;
  readonly name: string;
  readonly form: Readonly<Record<string, string>>;
  readonly page: HostPage | null;
};

/** Whether calls can be made now, for pages and hints. */
export type MediaStateNow = {
  readonly state: 'ready' | 'preparing' | 'absent';
  readonly fraction: number | null;
  readonly step: string | null;
};

export type Engine = {
  /** Carries a command out once; `data` has passed the registry's schema. */
  run(context: CommandContext, name: CommandName, data: unknown): Promise<CommandAnswer>;
  /** Null when there is no such entry. */
  openConversation(
    asked: OpenConversation,
  ): Promise<{ readonly conversationId: string; readonly personId: string } | null>;
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

export async function startEngine(_parts: EngineParts): Promise<Engine> {
  throw new Error('the engine is being wired');
}
