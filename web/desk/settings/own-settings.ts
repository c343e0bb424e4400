import { type StaffSettings, UNSET } from '@parley/contracts/settings.ts';
import { createStore, type Store } from '../../live/store.ts';
import { ask } from '../session/account.ts';

/** One's own settings, and how they stand to what the server keeps. */
export type OwnSettingsState = {
  readonly settings: StaffSettings;
  readonly saved: 'loading' | 'saved' | 'saving' | 'failed';
};

export type OwnSettings = {
  readonly state: Store<OwnSettingsState>;
  /** At once in this page, then on the server and in the other tabs. */
  readonly change: (part: Partial<StaffSettings>) => void;
  /** Asks the server again, for what another browser may have changed. */
  readonly load: () => Promise<void>;
  readonly close: () => void;
};

const PATH = '/api/v1/settings';

/** Holds what the server keeps of a person's settings; changes are sent one after the other, the last one counts. */
export function openOwnSettings(): OwnSettings {
  const state = createStore<OwnSettingsState>({ settings: UNSET, saved: 'loading' });
  const otherTabs = new BroadcastChannel('parley-settings');
  let kept = UNSET;
  let wanted: StaffSettings | null = null;

  async function save(): Promise<void> {
    while (wanted !== null) {
      const sent: StaffSettings = wanted;
      const reply = await ask<StaffSettings>('PUT', PATH, sent);
      if (wanted !== sent) continue;
      wanted = null;
      if (reply.ok) {
        kept = reply.data;
        otherTabs.postMessage('changed');
      }
      state.set({ settings: kept, saved: reply.ok ? 'saved' : 'failed' });
    }
  }

  async function load(): Promise<void> {
    const reply = await ask<StaffSettings>('GET', PATH);
    if (wanted !== null) return;
    if (reply.ok) {
      kept = reply.data;
      state.set({ settings: kept, saved: 'saved' });
    } else {
      state.update((now) => ({ ...now, saved: 'failed' }));
    }
  }

  otherTabs.addEventListener('message', () => void load());
  void load();
  return {
    state,
    load,
    change(part) {
      const isSaving = wanted !== null;
      const settings: StaffSettings = { ...state.get().settings, ...part };
      wanted = settings;
      state.set({ settings, saved: 'saving' });
      if (!isSaving) void save();
    },
    close: () => otherTabs.close(),
  };
}
