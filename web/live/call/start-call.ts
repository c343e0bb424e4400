import type { CallStarted } from '@parley/contracts/media.ts';
import type { Hint, RefusalCode } from '@parley/contracts/socket.ts';
import type { CallKind } from '@parley/core/call/call.ts';
import type { Connection } from '../connection.ts';
import type { ConversationSession } from '../conversation.ts';
import type { Devices } from '../devices/devices.ts';
import type { MediaResult } from '../devices/permission.ts';
import { supportsCalls } from '../devices/support.ts';
import type { Joined } from './call-options.ts';
import { type CallSession, openCall } from './call-session.ts';
import { type PickedScreen, pickScreen } from './controls.ts';
import type { BegunCall } from './first-call.ts';
import { deviceAtHand, proofAtHand, toldOf, warmDevice } from './media-device.ts';

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
        | 'page-not-hidden'
        | 'insecure-page'
        | 'no-webrtc';
    };

/** What a customer's call is asked for with. */
export type StartOptions = {
  readonly connection: Connection;
  readonly devices: Devices;
  readonly conversation: ConversationSession;
  readonly kind: CallKind;
  /** A call that was wanted with the conversation itself. */
  readonly begun?: BegunCall;
  /** An agent has asked for this call, and the customer has agreed (E7): the own camera waits to be turned on (K1). */
  readonly requestId?: string;
};

/** Asks for a call; call it in the click itself. Without a microphone no call is asked for (E6). */
export async function startCall(options: StartOptions): Promise<Started> {
  const support = supportsCalls();
  if (support !== 'yes') return { ok: false, code: support };
  void warmDevice();
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
  options: StartOptions,
  screen: Extract<PickedScreen, { ok: true }> | null,
): Promise<Started> {
  const { connection, devices, conversation, kind, begun, requestId } = options;
  const beginsWithCamera = kind === 'video' && requestId === undefined;
  const needs = kind === 'video' && !beginsWithCamera ? 'audio' : kind;
  const ready = begun?.ready ?? devices.readyFor(needs);
  const asked = await ask(options, ready);
  if (!asked.ok) return asked;
  const session = openCall({
    connection,
    devices,
    call: conversation.call,
    kind,
    beginsWithCamera,
    callId: asked.callId,
    legId: asked.legId,
    ...(asked.joined === null ? {} : { joined: asked.joined }),
    ...(screen === null ? {} : { screen: screen.track }),
  });
  session.join();
  const media = await ready;
  if (media === 'success' || media === 'microphone-only') return { ok: true, session };
  void session.end();
  return { ok: false, code: media };
}

type Asked =
  | {
      readonly ok: true;
      readonly callId: string;
      readonly legId: string;
      readonly joined: Joined | null;
    }
  | Extract<Started, { ok: false }>;

async function ask(
  { connection, devices, conversation, kind, begun, requestId }: StartOptions,
  ready: Promise<MediaResult>,
): Promise<Asked> {
  if (begun?.started != null) {
    // Its socket opens only now: what was said of its media before was said to nobody.
    return {
      ok: true,
      ...legOf(begun.started, { device: begun.device, proof: begun.proof, hints: null }),
    };
  }
  // A microphone that is surely there need not be waited for; any other must show itself first.
  if (!devices.isAtHand('microphone')) {
    const media = await ready;
    if (media === 'denied' || media === 'no-devices') return { ok: false, code: media };
  }
  const { conversationId } = conversation;
  const device = deviceAtHand();
  const proof = proofAtHand();
  const early = keepMediaHints(connection);
  const answer = await connection.send('start-call', {
    conversationId,
    kind,
    ...toldOf(device, proof),
    ...(requestId === undefined ? {} : { requestId }),
  });
  const said = early.stop();
  if (!answer.ok) return { ok: false, code: answer.code };
  const { legId } = answer.data;
  const hints = said.filter((hint) => hint.legId === legId).map((hint) => hint.media);
  return { ok: true, ...legOf(answer.data, { device, proof, hints }) };
}

function legOf(
  { callId, legId, join }: CallStarted,
  how: Omit<Joined, 'join'>,
): Omit<Extract<Asked, { ok: true }>, 'ok'> {
  return { callId, legId, joined: join === null ? null : { ...how, join } };
}

/** Media may be spoken of before the page knows its leg. */
function keepMediaHints(connection: Connection): {
  readonly stop: () => readonly Extract<Hint, { type: 'media' }>[];
} {
  const said: Extract<Hint, { type: 'media' }>[] = [];
  const unhear = connection.onHint((hint) => {
    if (hint.type === 'media') said.push(hint);
  });
  return {
    stop: () => {
      unhear();
      return said;
    },
  };
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
