import type { CommandAnswer } from '@parley/contracts/socket.ts';
import { videoWords } from './video-words.ts';

type Refused = Extract<CommandAnswer, { ok: false }>;

/** Why something about a room was refused. */
export function refusalInWords({ code }: Pick<Refused, 'code'>): string {
  const told: Readonly<Record<string, string>> = videoWords.failed;
  return Object.hasOwn(told, code)
    ? (told[code] ?? videoWords.failed.other)
    : videoWords.failed.other;
}
