import type { CommandName } from '@parley/contracts/socket.ts';
import type { Millis } from '@parley/core/time.ts';
import { type Rate, TokenBucket } from './token-bucket.ts';

/** A person types, clicks and calls far slower than this; a page gone wild does not. */
const RATES = {
  chat: { burst: 100, perSecond: 30 },
  command: { burst: 100, perSecond: 20 },
  // A pen says where it is with every frame of its screen.
  drawing: { burst: 240, perSecond: 120 },
  media: { burst: 300, perSecond: 60 },
  frame: { burst: 2_000, perSecond: 500 },
} as const satisfies Record<string, Rate>;

type Kind = Exclude<keyof typeof RATES, 'frame'>;

const CHAT: ReadonlySet<string> = new Set<CommandName>([
  'send-message',
  'mark-delivered',
  'mark-read',
  'show-typing',
]);

const DRAWING: ReadonlySet<string> = new Set<CommandName>(['draw', 'draw-points']);

/** What one socket may ask in a second: chat, media, drawing and the rest do not take from each other. */
export class CommandLimits {
  readonly #buckets: Readonly<Record<keyof typeof RATES, TokenBucket>>;

  constructor(now: Millis) {
    this.#buckets = {
      chat: new TokenBucket(RATES.chat, now),
      command: new TokenBucket(RATES.command, now),
      drawing: new TokenBucket(RATES.drawing, now),
      media: new TokenBucket(RATES.media, now),
      frame: new TokenBucket(RATES.frame, now),
    };
  }

  take(name: CommandName | 'follow', now: Millis): ReturnType<TokenBucket['take']> {
    return this.#buckets[kindOf(name)].take(now);
  }

  /** Counts any frame at all, whatever is in it. */
  takeFrame(now: Millis): boolean {
    return this.#buckets.frame.take(now).ok;
  }
}

function kindOf(name: CommandName | 'follow'): Kind {
  if (name.startsWith('media-') || name === 'follow') return 'media';
  if (DRAWING.has(name)) return 'drawing';
  return CHAT.has(name) ? 'chat' : 'command';
}
