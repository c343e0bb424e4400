import type { RefusalCode } from '@parley/contracts/socket.ts';
import type { CallKind } from '@parley/core/call/call.ts';
import type { Connection } from '../connection.ts';
import type { ConversationSession } from '../conversation.ts';
import type { Devices } from '../devices/devices.ts';
import { supportsCalls } from '../devices/support.ts';
import { type CallSession, openCall } from './call-session.ts';
import { type PickedScreen, pickScreen } from './controls.ts';
import { prefetchCall } from './prefetch.ts';

/** What became of asking for a call. */
export type Started =
  | { readonly ok: true; readonly session: CallSession }
  | {
      readonly ok: false;
      readonly code:
        | RefusalCode
        | 'denied'
        | 'no-devices'
        | 'screen-refused'
        | 'no-screen-sharing'
        | 'insecure-page'
        | 'no-webrtc';
    };

/** What a customer's call is asked for with. */
export type StartOptions = {
  readonly connection: Connection;
  readonly devices: Devices;
  readonly conversation: ConversationSession;
  readonly kind: CallKind;
};

/** Asks for a call; call it in the click itself. Without a microphone no call is asked for (E6). */
export async function startCall(options: StartOptions): Promise<Started> {
  const support = supportsCalls();
  if (support !== 'yes') return { ok: false, code: support };
  prefetchCall();
  // The browser lets a screen be picked only right in the click, so before anything is waited for.
  const screen = options.kind === 'screen' ? await pickScreen() : null;
  if (screen !== null && !screen.ok) return screen;
  const started = await start(options, screen);
  if (!started.ok) screen?.track.stop();
  if (started.ok) whenKnown(started.session, options.devices.coolDown);
  else options.devices.coolDown();
  return started;
}

async function start(
  { connection, devices, conversation, kind }: StartOptions,
  screen: Extract<PickedScreen, { ok: true }> | null,
): Promise<Started> {
  const { conversationId } = conversation;
  const ready = devices.readyFor(kind);
  // A microphone that is surely there need not be waited for; any other must show itself first.
  if (!devices.isAtHand('microphone')) {
    const media = await ready;
    if (media === 'denied' || media === 'no-devices') return { ok: false, code: media };
  }
  const answer = await connection.send('start-call', { conversationId, kind });
  if (!answer.ok) return { ok: false, code: answer.code };
  const session = openCall({
    connection,
    devices,
    call: conversation.call,
    kind,
    ...answer.data,
    ...(screen === null ? {} : { screen: screen.track }),
  });
  session.join();
  const media = await ready;
  if (media === 'success' || media === 'microphone-only') return { ok: true, session };
  void session.end();
  return { ok: false, code: media };
}

/** Once the page knows what its leg sends, the call holds what it needs: no light stays on for anything else. */
function whenKnown(session: CallSession, known: () => void): void {
  const look = (): void => {
    if (session.state.get().own === null) return;
    stop();
    known();
  };
  const stop = session.state.subscribe(look);
  look();
}
