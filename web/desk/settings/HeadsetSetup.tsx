import { Button } from '@mantine/core';
import type { Headset, HeadsetState } from '../../live/headset/headset.ts';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import styles from './Settings.module.css';

const W = words.settings.headset;

/** Connects the buttons of a headset by one click; later they come back by themselves (V2). */
export function HeadsetSetup({ headset }: { readonly headset: Headset }) {
  const state = useStore(headset.state);
  const isConnected = state.name === 'connected' || state.name === 'in-other-tab';
  return (
    <div className={styles.device}>
      <p className={styles.help} role="status" data-bad={state.name === 'failed'}>
        {inWords(state)}
      </p>
      {state.name === 'unsupported' ? null : (
        <Button
          className={styles.fit}
          variant="outline"
          color="plain"
          size="xs"
          leftSection={<Icon name={isConnected ? 'close' : 'link'} size={15} />}
          loading={state.name === 'connecting'}
          onClick={() => void (isConnected ? headset.disconnect() : headset.connect())}
        >
          {isConnected ? W.disconnect : W.connect}
        </Button>
      )}
    </div>
  );
}

function inWords(state: HeadsetState): string {
  switch (state.name) {
    case 'unsupported':
      return W.unsupported;
    case 'none':
      return W.none;
    case 'connecting':
      return W.connecting;
    case 'connected': {
      const buttons = new Set(state.can.map((one) => W.buttons[one]));
      return `${W.connected(state.headset)} ${W.can([...buttons].join(', '))}`;
    }
    case 'in-other-tab':
      return W.elsewhere(state.headset);
    case 'failed':
      return W.failed[state.because];
  }
}
