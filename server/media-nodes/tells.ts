import type { MediaTell } from '@parley/contracts/media-link.ts';
import type { Hint } from '@parley/contracts/socket.ts';
import type { Call } from '@parley/core/call/call.ts';
import type { CallInput } from '@parley/core/call/inputs.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Changes, Decided } from '../changes/changes.ts';
import { draftOf, withCall } from '../changes/draft.ts';
import type { LinkWord, Loaded } from '../changes/loaded.ts';
import { codeOf, type Database } from '../database/database.ts';
import type { HintTarget } from '../delivery-port.ts';
import type { Log } from '../log.ts';
import type { CallMedia } from './call-media.ts';

type Parts = {
  readonly changes: Changes;
  readonly database: Database;
  readonly media: () => CallMedia;
  readonly hint: (to: HintTarget, hint: Hint) => void;
  /** Since when a tab has had its socket; null while it has none. */
  readonly openSince: (tab: { personId: string; tabId: string }) => Promise<Millis | null>;
  readonly log: Log;
};

type LinkFact = Extract<MediaTell, { tell: 'link' }>['data'];
type NodeHint = Extract<MediaTell, { tell: 'hint' }>['data'];

/** Takes what media nodes say: hints go on to the tab, facts into the call; true when it is stored. */
export function createHearing(parts: Parts): (tell: MediaTell) => Promise<boolean> {
  return async (tell) => {
    try {
      if (tell.tell === 'hint') await passOn(parts, tell.data);
      else return await recordLink(parts, tell.data);
    } catch (error) {
      parts.log.warn({ code: codeOf(error) }, 'what a media node said was not stored');
      return false;
    }
    return true;
  };
}

async function passOn({ media, database, hint }: Parts, said: NodeHint): Promise<void> {
  const { callId, legId, tabId } = said;
  const known = media().personOf(callId, legId);
  const personId = known ?? (await readPerson(database, callId, legId));
  if (personId === null) return;
  hint({ tab: { personId, tabId } }, { type: 'media', callId, legId, media: said.hint });
}

async function readPerson(
  database: Database,
  callId: string,
  legId: string,
): Promise<string | null> {
  const [row] = await database.query<{ value: Call }>({
    text: 'SELECT value FROM calls WHERE id = $1',
    values: [callId],
  });
  return row?.value.legs.find((leg) => leg.id === legId)?.personId ?? null;
}

async function recordLink(parts: Parts, fact: LinkFact): Promise<boolean> {
  const { legId } = fact;
  if (fact.state === 'connected') return record(parts, fact, { type: 'link-connected', legId });
  const stored = await record(parts, fact, { type: 'link-lost', legId, cause: 'network' });
  // Asked only now: a socket that closes from here on finds the path lost.
  if (!stored || !(await isPageGone(parts, fact))) return stored;
  return record(parts, fact, { type: 'link-lost', legId, cause: 'page-gone' });
}

async function record({ changes }: Parts, fact: LinkFact, input: CallInput): Promise<boolean> {
  const answer = await changes.change({ callId: fact.callId }, (loaded, now) =>
    withLinkFact(loaded, { fact, input }, now),
  );
  return answer.ok || answer.code !== 'try-again';
}

/** Whether the socket went with the path: a network that fails takes the path first. */
async function isPageGone(
  { media, database, openSince }: Parts,
  { callId, legId, tabId }: LinkFact,
): Promise<boolean> {
  const personId = media().personOf(callId, legId) ?? (await readPerson(database, callId, legId));
  return personId !== null && (await openSince({ personId, tabId })) === null;
}

/** A fact about another tab's path, or about media the call has left, is void. */
function withLinkFact(
  loaded: Loaded,
  { fact, input }: { readonly fact: LinkFact; readonly input: CallInput },
  now: Millis,
): Decided<null> {
  const draft = draftOf(loaded);
  const leg = draft.call?.legs.find((one) => one.id === fact.legId);
  if (leg?.tabId !== fact.tabId || draft.call?.mediaEpoch !== fact.epoch) {
    return { ok: true, draft, answer: null };
  }
  const { tabId, epoch, state } = fact;
  const word: LinkWord = { tabId, epoch, state };
  const links = { ...draft.links, [fact.legId]: word };
  const moved = withCall({ ...draft, links }, input, now);
  return { ok: true, draft: moved.ok ? moved.draft : draft, answer: null };
}
