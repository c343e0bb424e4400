import type { PictureView } from '@parley/core/picture-sharing/view.ts';
import { useMemo } from 'preact/hooks';
import type { ConversationSession } from '../../live/conversation.ts';
import { derive } from '../../live/store.ts';
import { useStore } from '../use-store.ts';

/** The id of the shared picture; null while there is none. What is drawn on it changes nothing here. */
export function useShared({ state }: ConversationSession): PictureView['id'] | null {
  return useStore(useMemo(() => derive(state, ({ view }) => view.picture?.id ?? null), [state]));
}
