import { Tooltip, UnstyledButton } from '@mantine/core';
import type { Connection, ConnectionState } from '../../live/connection.ts';
import { words } from '../words.ts';
import { Elapsed } from '../work/Elapsed.tsx';
import { useStore } from '../work/use-store.ts';
import styles from './TopBar.module.css';

type Light = { readonly word: string; readonly help: string };

function lightOf(state: ConnectionState['state']): Light {
  switch (state) {
    case 'online':
      return { word: words.line.online, help: words.line.onlineHelp };
    case 'connecting':
      return { word: words.line.connecting, help: words.line.connectingHelp };
    case 'offline':
    case 'signed-out':
      return { word: words.line.offline, help: words.line.offlineHelp };
  }
}

/** How the page stands to the server: colour, word, and the reason on demand. */
export function LineLight({ connection }: { readonly connection: Connection }) {
  const { state, since } = useStore(connection.state);
  const { word, help } = lightOf(state);
  return (
    <Tooltip label={help} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
      <UnstyledButton
        className={styles.light}
        data-state={state}
        aria-label={word}
        onClick={() => connection.check()}
      >
        <span className={styles.dot} aria-hidden="true" />
        <span role="status">{word}</span>
        {state === 'offline' ? (
          <span className={styles.wide} aria-hidden="true">
            <Elapsed since={since} />
          </span>
        ) : null}
      </UnstyledButton>
    </Tooltip>
  );
}
