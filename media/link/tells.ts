import { randomUUID } from 'node:crypto';
import type { MediaTell } from '@parley/contracts/media-link.ts';

type Hint = Extract<MediaTell, { tell: 'hint' }>['data'];
type Fact = Extract<MediaTell, { tell: 'link' }>['data'];

/** One server that is connected. */
export type TellTarget = { readonly id: string; readonly send: (tell: MediaTell) => void };

/** How long a server may leave a fact unheard before it is told again. */
const REPEAT_MS = 5_000;

/** More than this are kept only where no server has come for long; the oldest go first. */
const KEPT_FACTS = 2_000;

type KeptFact = { readonly fact: Fact; toldAt: number; via: string | null };

/** What the node has to say to servers: hints once, facts until one of them has heard. */
export class Tells {
  readonly #targets = new Map<string, TellTarget>();
  readonly #facts = new Map<string, KeptFact>();

  /** A server has connected: it is told every fact that nobody has heard. */
  add(target: TellTarget): void {
    this.#targets.set(target.id, target);
    for (const kept of this.#facts.values()) this.#tell(kept, target.id);
  }

  remove(targetId: string): void {
    this.#targets.delete(targetId);
    for (const kept of this.#facts.values()) {
      if (kept.via === targetId) this.#tell(kept, null);
    }
  }

  /** Sends a hint through the server the page speaks through, or any other. */
  hint(data: Hint, via: string | null): void {
    this.#target(via)?.send({ tell: 'hint', data });
  }

  link(about: Omit<Fact, 'factId'>, via: string | null): void {
    const fact = { factId: randomUUID(), ...about };
    const kept: KeptFact = { fact, toldAt: 0, via: null };
    this.#facts.set(fact.factId, kept);
    const oldest = this.#facts.keys().next().value;
    if (this.#facts.size > KEPT_FACTS && oldest !== undefined) this.#facts.delete(oldest);
    this.#tell(kept, via);
  }

  heard(factId: string): void {
    this.#facts.delete(factId);
  }

  /** Nobody needs to hear anything more about a call that is over. */
  forget(callId: string): void {
    for (const [factId, { fact }] of this.#facts) {
      if (fact.callId === callId) this.#facts.delete(factId);
    }
  }

  /** Tells facts again that have been left unheard for too long. */
  repeat(): void {
    const before = performance.now() - REPEAT_MS;
    for (const kept of this.#facts.values()) {
      if (kept.toldAt <= before) this.#tell(kept, null);
    }
  }

  #tell(kept: KeptFact, via: string | null): void {
    const target = this.#target(via);
    if (target === undefined) return;
    kept.via = target.id;
    kept.toldAt = performance.now();
    target.send({ tell: 'link', data: kept.fact });
  }

  #target(via: string | null): TellTarget | undefined {
    const preferred = via === null ? undefined : this.#targets.get(via);
    return preferred ?? this.#targets.values().next().value;
  }
}
