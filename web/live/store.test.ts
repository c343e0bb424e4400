import { describe, expect, test, vi } from 'vitest';
import { createStore, derive } from './store.ts';

describe('a store', () => {
  test('tells its listeners of every change and of nothing else', () => {
    const store = createStore(1);
    const listener = vi.fn();
    const stop = store.subscribe(listener);
    store.set(1);
    store.set(2);
    stop();
    store.set(3);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(store.get()).toBe(3);
  });

  test('may be listened to twice by the same function', () => {
    const store = createStore(1);
    const listener = vi.fn();
    const stop = store.subscribe(listener);
    store.subscribe(listener);
    stop();
    store.set(2);
    expect(listener).toHaveBeenCalledTimes(1);
  });

  test('what is derived keeps its identity until it really changes', () => {
    const store = createStore({ name: 'Alex', typing: false });
    const pick = vi.fn((now: { name: string }) => now.name);
    const name = derive(store, pick);
    const listener = vi.fn();
    name.subscribe(listener);
    store.set({ name: 'Alex', typing: true });
    expect(listener).not.toHaveBeenCalled();
    store.set({ name: 'Bo', typing: true });
    expect(listener).toHaveBeenCalledTimes(1);
    expect(name.get()).toBe('Bo');
    const calls = pick.mock.calls.length;
    name.get();
    expect(pick).toHaveBeenCalledTimes(calls);
  });
});
