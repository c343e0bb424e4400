/** Work of which one turn runs at a time; who asks during a turn gets another one after it. */
export class OneAtATime {
  readonly #work: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #turn: Promise<void> | null = null;
  #wanted = false;
  #stopped = false;

  constructor(work: () => Promise<void>, failed: (error: unknown) => void) {
    this.#work = work;
    this.#failed = failed;
  }

  /** Has it done soon; waits for nothing. */
  wake(): void {
    void this.run();
  }

  /** Has it done from now on, and waits for that. */
  run(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    this.#wanted = true;
    this.#turn ??= this.#turns();
    return this.#turn;
  }

  /** The turn that runs is the last one. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wanted = false;
    await this.#turn;
  }

  async #turns(): Promise<void> {
    while (this.#wanted) {
      this.#wanted = false;
      try {
        await this.#work();
      } catch (error) {
        this.#failed(error);
      }
    }
    // At once: whoever asks in the next moment must not be given a turn that is over.
    this.#turn = null;
  }
}
