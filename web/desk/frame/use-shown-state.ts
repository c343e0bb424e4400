import { useStore } from '../work/use-store.ts';
import { type ShownState, shownState } from './shown-state.ts';
import type { Workplace } from './workplace.ts';

/** The agent's state as this page can vouch for it, kept up to date. */
export function useShownState({
  connection,
  desk,
  devices,
  mediaPath,
  ring,
}: Workplace): ShownState {
  const { loaded, view } = useStore(desk.state);
  const { state } = useStore(connection.state);
  const { microphone } = useStore(devices.state);
  const canRing = useStore(ring.unlocked);
  const media = useStore(mediaPath.proof);
  // While the line opens or comes back within moments nothing is said to be missing.
  const page = { isOnline: state !== 'offline', canRing, microphone, media };
  return shownState(view, page, loaded);
}
