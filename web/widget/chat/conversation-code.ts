import { warmWire } from '../../live/wire.ts';
import { ConversationScreen } from './ConversationScreen.tsx';
import { openSession } from './session.ts';

/** Everything that a conversation needs beyond the first screen, in one piece that loads on intent. */
export const conversationCode = { ConversationScreen, openSession, warmWire };
