import { createStore, type Store } from '../../store.ts';
import {
  firstMove,
  type NextMove,
  nextMove,
  type OverBecause,
  type RecoveryEvent,
  type RecoveryState,
} from './policy.ts';

/** What recovery can have done; each resolves to the code of a refusal, or null when it was carried out. */
export type RecoveryActions = {
  readonly restartIce: () => Promise<string | null>;
  readonly renew: () => Promise<string | null>;
  /** The line to the server may be gone with the path. */
  readonly checkLine: () => void;
  /** Whether the path has anything to connect at all. */
  readonly isIdle: () => boolean;
  readonly gaveUp: (because: OverBecause) => void;
};

/**
 * How long a carried-out move may take to show an effect. Just after a change of network browsers still
 * offer addresses of the old one: new transports then help sooner than more patience.
 */
const RESTART_SHOWS_MS = 1_000;
const RENEWAL_SHOWS_MS = 4_000;

/** Carries out what the policy decides: makes the path, and mends it as long as it takes. */
export class Recovery {
  readonly #state = createStore<RecoveryState>({ name: 'well' });
  readonly #actions: RecoveryActions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #step = 0;
  #underway = false;

  constructor(actions: RecoveryActions) {
    this.#actions = actions;
  }

  get state(): Store<RecoveryState> {
    return this.#state;
  }

  /** Makes the first path, or one after giving up. */
  begin(): void {
    this.#make(firstMove(Date.now()));
  }

  see(event: RecoveryEvent): void {
    // What still arrives while a move is being carried out came by the old way.
    if (event.type === 'flowing' && this.#underway) return;
    const next = nextMove(this.#state.get(), event, Date.now());
    if (next.move !== 'none') this.#make(next);
  }

  #make(next: NextMove): void {
    clearTimeout(this.#timer);
    this.#step += 1;
    this.#underway = false;
    this.#state.set(next.state);
    switch (next.move) {
      case 'restart-ice':
        this.#actions.checkLine();
        void this.#carryOut(this.#actions.restartIce, RESTART_SHOWS_MS);
        return;
      case 'renew':
        void this.#carryOut(this.#actions.renew, RENEWAL_SHOWS_MS);
        return;
      case 'pause':
        this.#timer = setTimeout(() => this.see({ type: 'paused-enough' }), next.forMs);
        return;
      case 'give-up':
        this.#actions.gaveUp(next.because);
        return;
      case 'settle':
      case 'none':
    }
  }

  async #carryOut(action: () => Promise<string | null>, showsMs: number): Promise<void> {
    const step = this.#step;
    this.#underway = true;
    const code = await action();
    if (step !== this.#step) return;
    this.#underway = false;
    if (code !== null) {
      this.see({ type: 'step-refused', code });
      return;
    }
    this.#timer = setTimeout(() => {
      this.see({ type: this.#actions.isIdle() ? 'flowing' : 'step-slow' });
    }, showsMs);
  }
}
