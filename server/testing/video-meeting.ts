import type { CommandName, CommandResult } from '@parley/contracts/socket.ts';
import { conversationStream, personStream } from '@parley/contracts/streams.ts';
import type { ConversationEvent } from '@parley/core/conversation/events.ts';
import {
  type ConversationView,
  emptyConversation,
  foldConversation,
} from '@parley/core/conversation/view.ts';
import type { FileSource } from '@parley/core/files/shared-file.ts';
import sharp from 'sharp';
import { type Sharer, share } from './file-scene.ts';
import { signInAs } from './http-client.ts';
import { openConversation, openSocket, type TestSocket } from './socket-client.ts';
import type { TestServer } from './test-server.ts';

/** Somebody's page: its socket, and by what they share files. */
export type Page = { readonly socket: TestSocket; readonly sharer: Sharer };

/** Fails the test when it is refused. */
export async function succeed<Name extends CommandName>(
  { socket }: Page,
  name: Name,
  data: object,
): Promise<CommandResult<Name>> {
  const answer = await socket.command(name, data);
  if (!answer.ok) throw new Error(`${name} was refused: ${answer.code}`);
  return answer.data as CommandResult<Name>;
}

/** Where the pages of customer and agent are: at one server, or at two on one database. */
export type Servers = { readonly server: TestServer; readonly at?: TestServer };

/** A customer and somebody of the staff in a video call: their pages and legs. */
export async function inVideoCall({ server, at = server }: Servers, name: 'Alex' | 'Bo') {
  const chris = await openConversation(server);
  const { conversationId, token } = chris;
  const staff = await signInAs(server, name);
  const customer: Page = {
    socket: await openSocket(server, { token }),
    sharer: { conversationId, token },
  };
  const agent: Page = {
    socket: await openSocket(at, { cookie: staff.cookie }),
    sharer: { conversationId, cookie: staff.cookie },
  };
  const { hints } = customer.socket;
  await agent.socket.follow(personStream(staff.personId));
  await customer.socket.until(() =>
    hints.some((hint) => hint.type === 'media-state' && hint.state === 'ready'),
  );
  await succeed(agent, 'renew-lease', { canRing: true, microphone: 'allowed' });
  await succeed(agent, 'go-ready', {});
  const started = await succeed(customer, 'start-call', { conversationId, kind: 'video' });
  const offers = () =>
    agent.socket.events.flatMap(({ data }) =>
      data.type === 'offer-made' ? [data as unknown as { offer: { offerId: string } }] : [],
    );
  await agent.socket.until(() => offers().length > 0);
  const offerId = offers()[0]?.offer.offerId;
  const { legId } = await succeed(agent, 'answer-offer', { offerId });
  const legs = { customer: started.legId, agent: legId ?? '' };
  return { server, conversationId, token, callId: started.callId, legs, customer, agent };
}

export type Meeting = Awaited<ReturnType<typeof inVideoCall>>;

/** The agent freezes what the customer shows. */
export async function freeze({ server, callId, legs, agent }: Meeting): Promise<string> {
  const fileId = await picture(server, agent, 'screenshot');
  const frozen = { callId, legId: legs.agent, ofLegId: legs.customer, fileId };
  return (await succeed(agent, 'freeze-picture', frozen)).pictureId;
}

/** A small picture that they upload. */
export async function picture(server: TestServer, by: Page, source: FileSource): Promise<string> {
  const background = { r: 10, g: 120, b: 90 };
  const create = { width: 640, height: 360, channels: 3, background } as const;
  const bytes = await sharp({ create }).jpeg().toBuffer();
  return (await share(server, by.sharer, { bytes, source })).id;
}

/** A conversation as a page that opens it sees it; from then on the page hears what happens. */
export async function viewAt({ socket }: Page, conversationId: string): Promise<ConversationView> {
  const events: ConversationEvent[] = [];
  for (;;) {
    const answer = await socket.follow(conversationStream(conversationId), events.at(-1)?.seq ?? 0);
    if (!answer.ok) throw new Error(answer.code);
    events.push(...(answer.events as readonly ConversationEvent[]));
    if (!answer.more) return events.reduce(foldConversation, emptyConversation(conversationId));
  }
}
