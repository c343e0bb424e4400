import { createHmac } from 'node:crypto';
import { FRAME_BYTES } from '@parley/contracts/limits.ts';
import {
  type MediaAnswer,
  type MediaAsk,
  type MediaAskData,
  type MediaRefusal,
  type MediaTell,
  mediaTells,
} from '@parley/contracts/media-link.ts';
import { WebSocket } from 'ws';

/** What a node says to an ask; `away` when the link broke before it could. */
export type MediaReply<Ask extends MediaAsk> =
  | { readonly ok: true; readonly data: MediaAnswer<Ask> }
  | { readonly ok: false; readonly code: MediaRefusal | 'away' };

/** One link to one media node; it is not opened again once it is closed. */
export type MediaLink = {
  ask<Ask extends MediaAsk>(ask: Ask, data: MediaAskData<Ask>): Promise<MediaReply<Ask>>;
  isOpen(): boolean;
  close(): void;
};

type Parts = {
  readonly nodeId: string;
  readonly address: string;
  readonly secret: string;
  readonly opened: () => void;
  /** `refused`: nothing listens there any more. */
  readonly closed: (how: { readonly refused: boolean }) => void;
  /** Answers whether the fact is stored, so that the node may forget it. */
  readonly told: (tell: MediaTell) => Promise<boolean>;
};

const ASK_MS = 8_000;

type Waiting = { readonly answer: (reply: unknown) => void; readonly timer: NodeJS.Timeout };

/** Connects to a node; `opened` or `closed` follows. */
export function openLink(parts: Parts): MediaLink {
  const socket = new WebSocket(parts.address, {
    headers: { authorization: `Bearer ${credentialOf(parts)}` },
    handshakeTimeout: 3_000,
    maxPayload: FRAME_BYTES,
    perMessageDeflate: false,
  });
  const asked = new Map<number, Waiting>();
  let refused = false;
  let lastId = 0;

  const settle = (id: number, reply: unknown): void => {
    const waiting = asked.get(id);
    if (waiting === undefined) return;
    asked.delete(id);
    clearTimeout(waiting.timer);
    waiting.answer(reply);
  };

  socket.on('open', parts.opened);
  socket.on('error', (error) => {
    refused ||= 'code' in error && error.code === 'ECONNREFUSED';
  });
  socket.on('close', () => {
    for (const id of [...asked.keys()]) settle(id, AWAY);
    parts.closed({ refused });
  });
  socket.on('message', (data) => {
    const frame: unknown = JSON.parse(String(data));
    if (isReply(frame)) settle(frame.id, frame);
    else void hear(parts, socket, frame);
  });

  return {
    ask: (ask, data) => {
      if (socket.readyState !== WebSocket.OPEN) return Promise.resolve(AWAY);
      lastId += 1;
      const id = lastId;
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle(id, AWAY), ASK_MS);
        asked.set(id, { answer: (reply) => resolve(reply as MediaReply<typeof ask>), timer });
        socket.send(JSON.stringify({ id, ask, data }));
      });
    },
    isOpen: () => socket.readyState === WebSocket.OPEN,
    close: () => socket.terminate(),
  };
}

const AWAY = { ok: false, code: 'away' } as const;

function credentialOf({ secret, nodeId }: Parts): string {
  return createHmac('sha256', secret).update(nodeId).digest('hex');
}

function isReply(frame: unknown): frame is { readonly id: number } {
  return typeof frame === 'object' && frame !== null && 'id' in frame;
}

async function hear(parts: Parts, socket: WebSocket, frame: unknown): Promise<void> {
  const tell = mediaTells.safeParse(frame);
  if (!tell.success) return;
  const stored = await parts.told(tell.data);
  if (!stored || tell.data.tell !== 'link') return;
  socket.send(JSON.stringify({ tell: 'heard', data: { factId: tell.data.data.factId } }));
}
