import {
  type CommandAnswer,
  type CommandName,
  commandFrame,
  commands,
  type FollowAnswer,
  followFrame,
  type Hint,
} from '@parley/contracts/socket.ts';
import type { Who } from '@parley/core/access/can.ts';
import type { Numbered } from '@parley/core/conversation/events.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Socket } from 'socket.io';
import type { Engine } from '../engine.ts';
import { CommandLimits } from './command-limits.ts';
import { Follower } from './follower.ts';
import { isStorable } from './storable.ts';

/** Who opened a socket, proved by a token or a session; the tab is what the page calls itself. */
export type Bearer = {
  readonly who: Exclude<Who, { role: 'nobody' }>;
  readonly name: string;
  readonly tabId: string;
  /** Null for customers. */
  readonly sessionId: string | null;
};

/** The engine as sockets need it. */
export type SocketEngine = Pick<Engine, 'run' | 'follow'>;

export type TabSocketParts = {
  readonly engine: SocketEngine;
  /** Events happen for everybody: this is what of them one reader may see. */
  readonly asSeen: (who: Who, events: readonly Numbered<unknown>[]) => readonly Numbered<unknown>[];
  readonly now: () => Millis;
  readonly report: (error: unknown, words: string) => void;
  /** Called when a stream has its first or lost its last follower here. */
  readonly followed: (stream: string, tab: TabSocket, follows: boolean) => void;
};

const RETRY_MS = 1_000;
const STREAMS = 300;
const COMMANDS_WAITING = 200;
/** A reader this far behind is let go: it comes back and reads from where it was. */
const UNSENT = { frames: 1_000, characters: 2_000_000 };
/** So few frames are not worth measuring. */
const FEW_FRAMES = 20;

type Acknowledge = (answer: unknown) => void;

/** One page's socket: its commands in order, its streams without holes. */
export class TabSocket {
  readonly bearer: Bearer;
  readonly #socket: Socket;
  readonly #parts: TabSocketParts;
  readonly #limits: CommandLimits;
  readonly #followers = new Map<string, Follower>();
  /** Settle when everything asked before has been answered; live points do not wait for what is being stored. */
  readonly #turns: Record<'commands' | 'points', Promise<unknown>>;
  readonly #opened: Promise<unknown>;
  #waiting = 0;
  /** Frames given to the socket since the network last took all of them. */
  #unsent = { frames: 0, characters: 0 };
  #open = true;

  constructor(
    socket: Socket,
    { bearer, opened }: { bearer: Bearer; opened: Promise<unknown> },
    parts: TabSocketParts,
  ) {
    this.bearer = bearer;
    this.#socket = socket;
    this.#parts = parts;
    this.#limits = new CommandLimits(parts.now());
    this.#opened = opened;
    this.#turns = { commands: opened, points: opened };
    socket.on('command', (frame: unknown, acknowledge: unknown) => {
      if (isAcknowledge(acknowledge)) void this.#command(frame).then(acknowledge);
    });
    socket.on('follow', (frame: unknown, acknowledge: unknown) => {
      if (isAcknowledge(acknowledge)) void this.#follow(frame, acknowledge);
    });
    socket.on('leave', (frame: unknown) => this.#leave(frame));
    socket.conn.on('drain', () => {
      this.#unsent = { frames: 0, characters: 0 };
    });
    socket.onAny(() => {
      if (!this.#limits.takeFrame(parts.now())) socket.disconnect(true);
    });
  }

  push(stream: string, events: readonly Numbered<unknown>[]): void {
    this.#followers.get(stream)?.push(events);
  }

  lookAgain(stream: string): void {
    this.#followers.get(stream)?.lookAgain();
  }

  stopFollowing(stream: string): void {
    this.#followers.get(stream)?.close();
    if (this.#followers.delete(stream)) this.#parts.followed(stream, this, false);
  }

  hint(hint: Hint): void {
    this.#emit('hint', hint);
  }

  /** Ends the socket for good; the page is told why. */
  signOut(because: string): void {
    this.#open = false;
    this.#socket.emit('signed-out', { because });
    this.#socket.disconnect(true);
  }

  /** The same page has come back on a new socket. */
  supersede(): void {
    this.#socket.disconnect(true);
  }

  closed(): void {
    this.#open = false;
    for (const stream of [...this.#followers.keys()]) this.stopFollowing(stream);
  }

  async #command(frame: unknown): Promise<CommandAnswer> {
    const parsed = commandFrame.safeParse(frame);
    if (!parsed.success) return { ok: false, code: 'bad-input' };
    const { id, name, data } = parsed.data;
    if (!isCommandName(name)) return { ok: false, code: 'unknown-command' };
    const taken = this.#limits.take(name, this.#parts.now());
    if (!taken.ok) {
      return { ok: false, code: 'too-many', facts: { retryAfterMs: taken.retryAfterMs } };
    }
    const checked = commands[name].data.safeParse(data);
    if (!checked.success || !isStorable([id, checked.data]))
      return { ok: false, code: 'bad-input' };
    return this.#inTurn(name, () => this.#run(id, name, checked.data));
  }

  /**
   * Commands wait for those before them, live points only for one another. Of the media of one's own leg only joining
   * waits, for the socket to be known: it tells a new page from an old one by it. A probe waits for nothing.
   */
  async #inTurn(name: CommandName, run: () => Promise<CommandAnswer>): Promise<CommandAnswer> {
    if (name === 'probe') return run();
    if (name.startsWith('media-')) {
      if (name === 'media-join') await this.#opened;
      return run();
    }
    if (this.#waiting >= COMMANDS_WAITING) return { ok: false, code: 'too-many' };
    this.#waiting += 1;
    const turn = name === 'draw-points' ? 'points' : 'commands';
    const answer = this.#turns[turn].then(run);
    this.#turns[turn] = answer;
    return answer.finally(() => {
      this.#waiting -= 1;
    });
  }

  async #run(commandId: string, name: CommandName, data: unknown): Promise<CommandAnswer> {
    // A command that came while the page was there is carried out even if the page is gone by now.
    const { who, name: displayName, tabId } = this.bearer;
    try {
      return await this.#parts.engine.run({ who, name: displayName, tabId, commandId }, name, data);
    } catch (error) {
      this.#parts.report(error, `${name} failed`);
      return { ok: false, code: 'try-again' };
    }
  }

  async #follow(frame: unknown, acknowledge: Acknowledge): Promise<void> {
    const parsed = followFrame.safeParse(frame);
    if (!parsed.success) return acknowledge(refused('bad-input'));
    const { stream, after } = parsed.data;
    if (!this.#limits.take('follow', this.#parts.now()).ok) return acknowledge(refused('too-many'));
    if (this.#followers.size >= STREAMS && !this.#followers.has(stream)) {
      return acknowledge(refused('too-many'));
    }
    this.stopFollowing(stream);
    if (!this.#open) return acknowledge(refused('signed-out'));
    const follower = this.#newFollower(stream, after);
    this.#followers.set(stream, follower);
    this.#parts.followed(stream, this, true);
    const answer = await this.#joined(follower);
    if (!answer.ok || answer.more) this.#forget(stream, follower);
    acknowledge(answer);
    follower.goLive();
  }

  async #joined(follower: Follower): Promise<FollowAnswer> {
    try {
      await this.#opened;
      return await follower.join();
    } catch (error) {
      this.#parts.report(error, 'following failed');
      return refused('try-again');
    }
  }

  #forget(stream: string, follower: Follower): void {
    follower.close();
    if (this.#followers.get(stream) === follower) this.stopFollowing(stream);
  }

  #newFollower(stream: string, after: number): Follower {
    const { engine, asSeen, report } = this.#parts;
    const { who } = this.bearer;
    const follower: Follower = new Follower(
      {
        fetch: (last) => engine.follow(who, stream, last),
        asSeen: (events) => asSeen(who, events),
        send: (events) => this.#emit('events', events),
        refused: () => this.#forget(stream, follower),
        retryLater: (error, retry) => {
          report(error, 'catching up failed');
          setTimeout(retry, RETRY_MS).unref();
        },
      },
      after,
    );
    return follower;
  }

  #leave(frame: unknown): void {
    const parsed = followFrame.pick({ stream: true }).safeParse(frame);
    if (parsed.success) this.stopFollowing(parsed.data.stream);
  }

  #emit(event: 'events' | 'hint', data: unknown): void {
    if (this.#isBehind(data)) this.#socket.disconnect(true);
    else this.#socket.emit(event, data);
  }

  #isBehind(data: unknown): boolean {
    const unsent = this.#unsent;
    unsent.frames += 1;
    if (unsent.frames > FEW_FRAMES) unsent.characters += JSON.stringify(data).length;
    return unsent.frames > UNSENT.frames || unsent.characters > UNSENT.characters;
  }
}

function isAcknowledge(value: unknown): value is Acknowledge {
  return typeof value === 'function';
}

function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

function refused(code: Extract<FollowAnswer, { ok: false }>['code']): FollowAnswer {
  return { ok: false, code };
}
