import type { FollowAnswer } from '@parley/contracts/socket.ts';
import type { Numbered } from '@parley/core/conversation/events.ts';

type Events = readonly Numbered<unknown>[];

export type FollowerParts = {
  /** The stored events after a number, as this reader may see them. */
  readonly fetch: (after: number) => Promise<FollowAnswer>;
  /** Events as they happen are for everybody: this makes them fit this reader. */
  readonly asSeen: (events: Events) => Events;
  readonly send: (events: Events) => void;
  /** The reader may not read on. */
  readonly refused: () => void;
  /** The store did not answer; ask again later. */
  readonly retryLater: (error: unknown, retry: () => void) => void;
};

/**
 * One reader of one stream: whatever order news arrives in, what is sent has no holes, no doubles
 * and one order. News that does not follow on what was sent is fetched from the store instead.
 */
export class Follower {
  readonly #parts: FollowerParts;
  #cursor: number;
  #state: 'joining' | 'live' | 'fetching' | 'closed' = 'joining';
  /** What arrived while the store was being asked. */
  #waiting: Numbered<unknown>[] = [];
  #askAgain = false;

  constructor(parts: FollowerParts, after: number) {
    this.#parts = parts;
    this.#cursor = after;
  }

  /** The first answer; the reader goes live with it unless there is more to ask for. */
  async join(): Promise<FollowAnswer> {
    const answer = await this.#parts.fetch(this.#cursor);
    if (this.#state === 'closed') return answer;
    if (!answer.ok || answer.more) this.close();
    else this.#cursor = lastOf(answer.events, this.#cursor);
    return answer;
  }

  /** To be called once the first answer is on its way: what happened meanwhile follows it. */
  goLive(): void {
    if (this.#state !== 'joining') return;
    this.#state = 'live';
    this.#drain();
  }

  push(events: Events): void {
    if (this.#state === 'closed') return;
    this.#waiting.push(...events);
    if (this.#state === 'live') this.#drain();
  }

  /** Something may have been missed: look. */
  lookAgain(): void {
    if (this.#state === 'live') this.#fetch();
    else this.#askAgain = true;
  }

  close(): void {
    this.#state = 'closed';
    this.#waiting = [];
  }

  #drain(): void {
    const next: Numbered<unknown>[] = [];
    let cursor = this.#cursor;
    const waiting = this.#waiting.sort((a, b) => a.seq - b.seq);
    for (const event of waiting) {
      if (event.seq !== cursor + 1) continue;
      next.push(event);
      cursor = event.seq;
    }
    this.#waiting = waiting.filter((event) => event.seq > cursor);
    this.#send(this.#parts.asSeen(next), cursor);
    if (this.#state !== 'live') return;
    if (this.#waiting.length > 0 || this.#askAgain) this.#fetch();
  }

  #send(events: Events, cursor: number): void {
    this.#cursor = cursor;
    if (events.length > 0) this.#parts.send(events);
  }

  #fetch(): void {
    this.#state = 'fetching';
    this.#askAgain = false;
    this.#parts.fetch(this.#cursor).then(
      (answer) => this.#fetched(answer),
      (error: unknown) => this.#parts.retryLater(error, () => this.#retry()),
    );
  }

  #retry(): void {
    if (this.#state === 'fetching') this.#fetch();
  }

  #fetched(answer: FollowAnswer): void {
    if (this.#state !== 'fetching') return;
    if (!answer.ok) {
      this.close();
      this.#parts.refused();
      return;
    }
    const cursor = lastOf(answer.events, this.#cursor);
    const stuck = cursor === this.#cursor && !answer.more;
    this.#send(answer.events, cursor);
    if (this.#state !== 'fetching') return;
    // NOTE a hole the store does not know of cannot be filled now: the next news asks again.
    if (stuck && !this.#waiting.some((event) => event.seq === cursor + 1)) this.#waiting = [];
    if (answer.more) {
      this.#fetch();
      return;
    }
    this.#state = 'live';
    this.#drain();
  }
}

function lastOf(events: Events, before: number): number {
  return events.at(-1)?.seq ?? before;
}
