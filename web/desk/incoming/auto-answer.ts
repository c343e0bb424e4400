import { autoAnswerAt } from '@parley/core/auto-answer.ts';
import type { DeskView, OfferCard } from '@parley/core/presence/desk-view.ts';
import type { Task } from '@parley/core/presence/presence.ts';
import type { Connection } from '../../live/connection.ts';
import type { Desk } from '../../live/desk.ts';
import { createStore, type Store } from '../../live/store.ts';
import { startTicks, type Ticks } from '../../live/ticks.ts';
import type { OwnSettings } from '../settings/own-settings.ts';
import type { Ring } from '../work/ring.ts';

/** Answers calls by themselves after the agent's own delay (B13). */
export type AutoAnswers = {
  /** When which offer is answered, on this computer's clock. */
  readonly answersAt: Store<ReadonlyMap<string, number>>;
  readonly close: () => void;
};

type Parts = {
  readonly connection: Connection;
  readonly desk: Desk;
  readonly settings: OwnSettings;
  readonly ring: Ring;
  readonly answer: (offer: OfferCard) => Promise<unknown>;
};

const LOOK_MS = 250;

/** A page in the background lets the one in front answer. */
const BEHIND_MS = 750;

export function openAutoAnswers({ connection, desk, settings, ring, answer }: Parts): AutoAnswers {
  const answersAt = createStore<ReadonlyMap<string, number>>(new Map());
  const answered = new Set<string>();
  let ticks: Ticks | null = null;
  let isAnswering = false;

  const look = (): void => {
    const due = dueIn(desk.state.get().view);
    if (!isSame(due, answersAt.get())) answersAt.set(due);
    if (due.size > 0) ticks ??= startTicks(LOOK_MS, answerDue);
    else stopTicks();
  };

  function dueIn(view: DeskView): ReadonlyMap<string, number> {
    const { presence } = view;
    // A page that may make no sound is not the one at which somebody sits.
    if (presence === null || !ring.unlocked.get()) return new Map();
    const agent = { presence, tasks: tasksIn(view) };
    const { autoAnswer } = settings.state.get().settings;
    return new Map(
      view.offers.flatMap((offer): [string, number][] => {
        const { at } = autoAnswerAt(autoAnswer, offer, agent);
        return at === null ? [] : [[offer.offerId, connection.localTime(at)]];
      }),
    );
  }

  function answerDue(): void {
    const late = document.visibilityState === 'visible' ? 0 : BEHIND_MS;
    // The next is judged again once it is known whether this agent is in a call.
    if (isAnswering) return;
    for (const offer of desk.state.get().view.offers) {
      const at = answersAt.get().get(offer.offerId);
      if (at === undefined || Date.now() < at + late || answered.has(offer.offerId)) continue;
      answered.add(offer.offerId);
      isAnswering = true;
      void answer(offer).finally(() => {
        isAnswering = false;
      });
      return;
    }
  }

  function stopTicks(): void {
    ticks?.stop();
    ticks = null;
  }

  const stops = [
    desk.state.subscribe(look),
    settings.state.subscribe(look),
    ring.unlocked.subscribe(look),
  ];
  look();
  return {
    answersAt,
    close() {
      stopTicks();
      for (const stop of stops) stop();
    },
  };
}

/** What keeps this agent, as far as their own desk says. */
function tasksIn({ calls }: DeskView): readonly Task[] {
  return calls.map(({ callId, conversationId }) => ({
    contactId: callId,
    conversationId,
    channel: 'voice',
    state: 'active',
    since: 0,
  }));
}

function isSame(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  return one.size === other.size && [...one.keys()].every((id) => other.has(id));
}
