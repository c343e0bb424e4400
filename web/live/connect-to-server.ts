import { type Connection, createConnection } from './connection.ts';
import { watchWaking } from './wake.ts';
import { socketWire, type WireOptions } from './wire.ts';

/** Connects this page to the server and stays connected until closed or signed out. */
export function connectToServer(options: WireOptions): Connection {
  const connection = createConnection(socketWire(options), options.tabId);
  const stopWatching = watchWaking({
    seen: () => connection.check(),
    moved: connection.renew,
  });
  return {
    ...connection,
    close: () => {
      stopWatching();
      connection.close();
    },
  };
}
