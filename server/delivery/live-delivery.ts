import type { Hint } from '@parley/contracts/socket.ts';
import { conversationStream } from '@parley/contracts/streams.ts';
import type { Numbered } from '@parley/core/conversation/events.ts';
import type { Delivery, HintTarget } from '../delivery-port.ts';
import type { TabSocket } from './tab-socket.ts';

/** The sockets of this server, and what each of them follows. */
export class LiveDelivery implements Delivery {
  readonly #followers = new Map<string, Set<TabSocket>>();
  readonly #persons = new Map<string, Map<string, TabSocket>>();

  events(stream: string, events: readonly Numbered<unknown>[]): void {
    for (const tab of this.#followers.get(stream) ?? []) tab.push(stream, events);
  }

  hint(to: HintTarget, hint: Hint): void {
    for (const tab of this.#aimedAt(to)) tab.hint(hint);
  }

  signOut(personId: string, because: string): void {
    for (const tab of this.#tabsOf(personId)) tab.signOut(because);
  }

  stopFollowing(stream: string, personId: string): void {
    for (const tab of this.#tabsOf(personId)) tab.stopFollowing(stream);
  }

  mayBeBehind(): void {
    for (const [stream, tabs] of this.#followers) {
      for (const tab of tabs) tab.lookAgain(stream);
    }
  }

  /** Hints for everybody here. */
  hintAll(hint: Hint): void {
    for (const tab of this.all()) tab.hint(hint);
  }

  followed(stream: string, tab: TabSocket, follows: boolean): void {
    const tabs = this.#followers.get(stream) ?? new Set();
    if (follows) tabs.add(tab);
    else tabs.delete(tab);
    if (tabs.size > 0) this.#followers.set(stream, tabs);
    else this.#followers.delete(stream);
  }

  /** Takes a tab in; one that was here under the same name is the same page before it came back. */
  add(tab: TabSocket): void {
    const { who, tabId } = tab.bearer;
    const tabs = this.#persons.get(who.personId) ?? new Map<string, TabSocket>();
    const before = tabs.get(tabId);
    tabs.set(tabId, tab);
    this.#persons.set(who.personId, tabs);
    before?.supersede();
  }

  /** False when the page has come back meanwhile: then it is not gone. */
  remove(tab: TabSocket): boolean {
    const { who, tabId } = tab.bearer;
    const tabs = this.#persons.get(who.personId);
    if (tabs?.get(tabId) !== tab) return false;
    tabs.delete(tabId);
    if (tabs.size === 0) this.#persons.delete(who.personId);
    return true;
  }

  all(): TabSocket[] {
    return [...this.#persons.values()].flatMap((tabs) => [...tabs.values()]);
  }

  #tabsOf(personId: string): TabSocket[] {
    return [...(this.#persons.get(personId)?.values() ?? [])];
  }

  #aimedAt(to: HintTarget): Iterable<TabSocket> {
    if ('conversationId' in to) {
      return this.#followers.get(conversationStream(to.conversationId)) ?? [];
    }
    if ('personId' in to) return this.#tabsOf(to.personId);
    const tab = this.#persons.get(to.tab.personId)?.get(to.tab.tabId);
    return tab === undefined ? [] : [tab];
  }
}
