import { Tabs } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Dialog } from '../frame/Dialog.tsx';
import type { Workplace } from '../frame/workplace.ts';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import { AudioTab } from './AudioTab.tsx';
import { ProfileTab } from './ProfileTab.tsx';
import { RequirementsTab } from './RequirementsTab.tsx';
import { ServicesTab } from './ServicesTab.tsx';
import styles from './Settings.module.css';

/** The tabs of the settings, in their order. */
export const SETTINGS_TABS = ['profile', 'services', 'audio', 'requirements'] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

type Props = {
  readonly workplace: Workplace;
  readonly first: SettingsTab;
  readonly onClose: () => void;
};

const W = words.settings;

/** Everything one sets for oneself, in four tabs; each change counts at once. */
export function SettingsDialog({ workplace, first, onClose }: Props) {
  const { who, connection, devices, ring, headset, settings } = workplace;
  const [tab, setTab] = useState<SettingsTab>(first);
  useEffect(() => void settings.load(), [settings]);
  return (
    <Dialog title={W.title} onClose={onClose} size="xl">
      <Tabs
        classNames={{ list: styles.tabs ?? '', tab: styles.tab ?? '', panel: styles.panel ?? '' }}
        keepMounted={false}
        value={tab}
        onChange={(chosen) => setTab(SETTINGS_TABS.find((one) => one === chosen) ?? 'profile')}
      >
        <Tabs.List aria-label={W.title}>
          {SETTINGS_TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {W.tabs[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="profile">
          <ProfileTab who={who} />
        </Tabs.Panel>
        <Tabs.Panel value="services">
          <ServicesTab settings={settings} />
        </Tabs.Panel>
        <Tabs.Panel value="audio">
          <AudioTab devices={devices} ring={ring} headset={headset} settings={settings} />
        </Tabs.Panel>
        <Tabs.Panel value="requirements">
          <RequirementsTab connection={connection} devices={devices} ring={ring} />
        </Tabs.Panel>
      </Tabs>
      <SavedLine workplace={workplace} />
    </Dialog>
  );
}

/** Says only what a person has to know: that a change did not reach the server. */
function SavedLine({ workplace }: { readonly workplace: Workplace }) {
  const { saved } = useStore(workplace.settings.state);
  return (
    <p className={styles.saved} role="status" data-bad={saved === 'failed'}>
      {saved === 'failed' ? W.notSaved : null}
      {saved === 'saving' ? W.saving : null}
    </p>
  );
}
