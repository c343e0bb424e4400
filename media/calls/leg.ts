import type { MediaHint } from '@parley/contracts/media.ts';
import type { PlannedLeg, ProducerSource } from '@parley/core/call/media-plan.ts';
import type { Tells } from '../link/tells.ts';
import type { EdgeKind } from './edges.ts';
import type { LegPath } from './leg-path.ts';
import { SETTLE_MS } from './path-state.ts';

export type LegPlace = { readonly callId: string; readonly epoch: number };

/** One leg of a call on this node: who may use it, and its path while a page has one. */
export class Leg {
  readonly id: string;
  tabId: string | null;
  maySend: readonly ProducerSource[];
  path: LegPath | null = null;
  /** What the player has played to it in this call, and is kept at hand for the next time. */
  readonly isPlayedTo = new Set<EdgeKind>();
  /** The server whose socket the leg's page last spoke through. */
  via: string | null = null;
  /** Counts attempts to join, so that an older one that ends late leaves nothing behind. */
  #attempt = 0;
  #told: 'connected' | 'lost' | null = null;
  readonly #tells: Tells;

  constructor(planned: PlannedLeg, tells: Tells) {
    this.id = planned.legId;
    this.tabId = planned.tabId;
    this.maySend = planned.maySend;
    this.#tells = tells;
  }

  /** Begins a join; the function it returns says whether no other has begun since. */
  beginJoin(): () => boolean {
    this.dropPath();
    this.#attempt += 1;
    const attempt = this.#attempt;
    return () => attempt === this.#attempt;
  }

  dropPath(): void {
    this.#attempt += 1;
    this.path?.close();
    this.path = null;
  }

  /** Another tab owns the leg from now on. */
  moveTo(tabId: string | null): void {
    this.dropPath();
    this.tabId = tabId;
    this.#told = null;
  }

  hint(callId: string, hint: MediaHint): void {
    if (this.tabId === null) return;
    this.#tells.hint({ callId, legId: this.id, tabId: this.tabId, hint }, this.via);
  }

  /** Reports the path where it has come up or gone down since the last report. */
  reportPath(place: LegPlace): void {
    const { path } = this;
    if (path === null) return;
    const state = path.state();
    if (state === 'up' && (this.#told !== 'connected' || !path.isReported)) {
      path.isReported = true;
      this.#report('connected', place);
    }
    const isOverdue = state === 'coming' && path.ageMs >= SETTLE_MS;
    if ((state === 'down' || isOverdue) && this.#told === 'connected') this.reportLost(place);
  }

  reportLost(place: LegPlace): void {
    if (this.#told === 'connected') this.#report('lost', place);
  }

  #report(state: 'connected' | 'lost', { callId, epoch }: LegPlace): void {
    if (this.tabId === null) return;
    this.#told = state;
    this.#tells.link({ callId, legId: this.id, tabId: this.tabId, epoch, state }, this.via);
  }
}
