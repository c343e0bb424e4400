import type { CallStarted } from '@parley/contracts/media.ts';
import type { Leg } from '@parley/core/call/call.ts';
import { type CallSession, openCall } from '../../live/call/call-session.ts';
import type { BegunCall } from '../../live/call/first-call.ts';
import { capabilitiesOf, deviceAtHand } from '../../live/call/media-device.ts';
import { connectToServer } from '../../live/connect-to-server.ts';
import type { Connection } from '../../live/connection.ts';
import { type ConversationSession, openConversation } from '../../live/conversation.ts';
import { createEmitter } from '../../live/emitter.ts';
import { openFiles, type SharedFiles } from '../../live/files/shared-files.ts';
import { createStore } from '../../live/store.ts';
import { Calls } from '../../ui/call/calls.ts';
import type { Proof } from '../link/link.ts';
import type { LobbyDevices } from '../lobby/lobby-devices.ts';
import { roomNow } from './room-now.ts';

/** Where coming back into an open room stands. */
export type Rejoining = 'no' | 'asking' | 'no-microphone' | 'refused';

/** The room in this page: its conversation, its calls and its line to the server. */
export class OpenRoom {
  readonly roomId: string;
  readonly connection: Connection;
  readonly conversation: ConversationSession;
  readonly calls: Calls;
  readonly files: SharedFiles;
  readonly rejoining = createStore<Rejoining>('no');
  readonly #media: LobbyDevices;
  readonly #lost = createEmitter<null>();
  readonly #stops: (() => void)[];
  #isLost = false;

  constructor({
    proof: { roomId, conversationId, token },
    tabId,
    media,
  }: {
    readonly proof: Proof;
    readonly tabId: string;
    readonly media: LobbyDevices;
  }) {
    this.roomId = roomId;
    this.#media = media;
    this.connection = connectToServer({ url: location.origin, tabId, token });
    this.conversation = openConversation({
      connection: this.connection,
      conversationId,
      side: 'customer',
    });
    const { connection, conversation } = this;
    this.files = openFiles({ connection, conversationId, token });
    this.calls = new Calls({ connection, conversation, devices: media.devices });
    this.#stops = [
      connection.state.subscribe(() => {
        if (connection.state.get().state === 'signed-out') this.#lose();
      }),
      conversation.state.subscribe(() => {
        if (conversation.state.get().refused !== null) this.#lose();
      }),
      this.calls.state.subscribe(() => this.#callsChanged()),
    ];
  }

  /** What was remembered is no proof any more. */
  readonly onLost = (listener: () => void): (() => void) => this.#lost.on(listener);

  /** The link was opened anew: a room that is over is left for whatever the link opens now. */
  leaveIfOver(): void {
    const look = (): void => {
      const now = roomNow(this.conversation.state.get(), this.calls.state.get(), this.roomId);
      if (now.at === 'opening') return;
      for (const stop of stops) stop();
      if (now.at === 'over' && !now.canRejoin) this.#lose();
    };
    const stops = [this.conversation.state.subscribe(look), this.calls.state.subscribe(look)];
    look();
  }

  /** Takes up the call that came with Join; where it did not come, it is asked for. */
  begin(begun: BegunCall): void {
    if (begun.started === null) void this.rejoin();
    else this.#join(begun.started, begun.device);
  }

  /** Comes back into the room while it is open (L8); call it in the tap. */
  readonly rejoin = async (): Promise<void> => {
    if (this.rejoining.get() === 'asking') return;
    this.rejoining.set('asking');
    const media = await this.#media.ready();
    if (media === 'denied' || media === 'no-devices') {
      return this.rejoining.set('no-microphone');
    }
    const device = deviceAtHand();
    const answer = await this.connection.send('rejoin-room', {
      conversationId: this.conversation.conversationId,
      roomId: this.roomId,
      camera: media === 'success' && this.#media.wantsCamera.get(),
      rtpCapabilities: capabilitiesOf(device),
    });
    this.rejoining.set(answer.ok ? 'no' : 'refused');
    if (answer.ok) this.#join(answer.data, device);
    else this.#media.letGo();
  };

  close(): void {
    for (const stop of this.#stops) stop();
    this.#media.letGo();
    this.calls.close();
    this.files.close();
    this.conversation.close();
    this.connection.close();
  }

  #join({ callId, legId, join }: CallStarted, device: ReturnType<typeof deviceAtHand>): void {
    const { connection, conversation } = this;
    const session = openCall({
      connection,
      devices: this.#media.devices,
      call: conversation.call,
      callId,
      legId,
      kind: 'video',
      beginsWithCamera: this.#media.wantsCamera.get(),
      // What was said of it before came to no socket of this page.
      ...(join === null ? {} : { joined: { join, device, proof: null, hints: null } }),
    });
    session.join();
    this.calls.adopt(session);
    // Once the page knows what its leg sends, the call holds what it needs.
    const look = (): void => {
      if (session.state.get().own === null) return;
      stop();
      this.#media.letGo();
    };
    const stop = session.state.subscribe(look);
    look();
  }

  #callsChanged(): void {
    const now = this.calls.state.get();
    if (now.at === 'live') this.#remember(now.session);
    // Whoever comes back opens them again.
    else if (this.rejoining.get() !== 'asking') this.#media.letGo();
  }

  /** Who comes back begins as they left. */
  #remember(session: CallSession): void {
    const stop = session.state.subscribe(() => {
      const { own, stage } = session.state.get();
      if (stage === 'ended' || stage === 'elsewhere') stop();
      else if (own !== null) this.#media.wantsCamera.set(hasCamera(own));
    });
  }

  #lose(): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#lost.emit(null);
  }
}

function hasCamera({ picture }: Leg): boolean {
  return picture.source === 'screen' ? picture.cameraBefore : picture.source === 'camera';
}
