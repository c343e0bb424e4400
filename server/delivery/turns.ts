/** What is done under one key is done one after the other; other keys do not wait. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  take(key: string, run: () => Promise<void>): Promise<void> {
    const turn = (this.#last.get(key) ?? Promise.resolve()).then(run);
    this.#last.set(key, turn);
    return turn.finally(() => {
      if (this.#last.get(key) === turn) this.#last.delete(key);
    });
  }
}
