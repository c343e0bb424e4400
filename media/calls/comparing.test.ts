import type { ConsumerOffer, MediaHint } from '@parley/contracts/media.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNode, type TestNode } from '../testing/node.ts';
import { PlannedCall } from '../testing/plans.ts';

let node: TestNode;

beforeAll(async () => {
  node = await openNode();
});

afterAll(() => node.close());

const has = (mark: string) => (packet: Buffer) => packet.includes(mark);

/** A customer and an agent who have answered; nobody has said anything yet. */
async function answered() {
  const callId = node.newCallId();
  node.told.hints.length = 0;
  const call = new PlannedCall(callId, 'audio').answered();
  await node.match(call.plan);
  const customer = node.page(callId, 'customer');
  const agent = node.page(callId, 'agent');
  return { callId, call, customer, agent };
}

function voiceOf(from: string, offers: readonly ConsumerOffer[]): ConsumerOffer {
  const found = offers.find((one) => one.from === from && one.kind === 'audio');
  if (found === undefined) throw new Error(`nothing is offered of ${from}`);
  return found;
}

type Change = Extract<MediaHint, { type: 'consumer-offered' | 'consumer-closed' }>;

/** What one page was told of what comes and goes. */
function changesFor(legId: string): Change[] {
  return node.told.hints
    .filter((one) => one.legId === legId)
    .map((one) => one.hint)
    .filter((hint) => hint.type === 'consumer-offered' || hint.type === 'consumer-closed');
}

describe('a page that compares what it has with the node', () => {
  it('hears the other side although neither the offer nor its being ready for it arrived', async () => {
    const { customer, agent } = await answered();
    await Promise.all([customer.join(), agent.join()]);
    const voice = await agent.produce('microphone', 'agent-says');
    const before = await customer.compare();
    const offered = voiceOf('agent', before.consumers);
    const hearing = await customer.receive(offered);
    await customer.compare(offered);
    voice.send(3);
    await hearing.until(has('agent-says#3'));
  });

  it('is told how much was sent to it of each sound, and what the node takes from it', async () => {
    const { customer, agent } = await answered();
    await Promise.all([customer.join(), agent.join()]);
    await customer.produce('microphone', 'customer-says');
    const voice = await agent.produce('microphone', 'agent-says');
    const offered = voiceOf('agent', (await customer.compare()).consumers);
    const hearing = await customer.receive(offered);
    await customer.consuming(offered);
    voice.send(7);
    await hearing.until(has('agent-says#7'));
    const { forwarded, sending } = await customer.compare(offered);
    expect(forwarded[offered.consumerId]).toBe(7);
    expect(sending).toEqual(['microphone']);
  });

  it('can put the news of what came and went in order and sees when one is missing', async () => {
    const { customer, agent } = await answered();
    const joined = await customer.join();
    await agent.join();
    await agent.produce('microphone', 'first');
    await agent.produce('microphone', 'second');
    await agent.join();
    const voice = await agent.produce('microphone', 'third');
    const all = await customer.compare();
    const changes = changesFor('customer');
    expect(changes.map((one) => one.revision)).toEqual(
      changes.map((_, index) => joined.revision + index + 1),
    );
    expect(all.revision).toBe(changes.at(-1)?.revision);
    const names = [...changes, joined.receive].map((one) =>
      'transportId' in one ? one.transportId : one.id,
    );
    expect(new Set(names)).toEqual(new Set([all.transportId]));
    expect(all.consumers.map((one) => one.producerId)).toEqual([voice.producerId]);
  });

  it('does not have what it sent to an older path put in the place of what it sends now', async () => {
    const { callId, customer, agent } = await answered();
    const old = await agent.join();
    await customer.join();
    await agent.join();
    const voice = await agent.produce('microphone', 'now');
    const rtpParameters = {
      codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
      encodings: [{ ssrc: 7 }],
    };
    const late = { source: 'microphone', rtpParameters, transportId: old.send.id };
    const asked = { callId, legId: 'agent', tabId: 'agent-tab', ...late };
    await expect(node.calls.answer('produce', asked, 'server')).rejects.toThrow(
      'no-such-transport',
    );
    const offered = voiceOf('agent', (await customer.compare()).consumers);
    const hearing = await customer.receive(offered);
    await customer.consuming(offered);
    voice.send(1);
    await hearing.until(has('now#1'));
  });
});

describe('sixty calls in a row whose pages join, speak and listen at the same time', () => {
  it('are heard by both sides, though every other news of a voice is lost', async () => {
    for (let round = 0; round < 60; round += 1) {
      const { callId, call, customer, agent } = await answered();
      const speak = async (page: typeof customer, mark: string) => {
        await page.join();
        return page.produce('microphone', mark);
      };
      const hear = async (page: typeof customer, from: string) => {
        const offered = voiceOf(from, (await page.compare()).consumers);
        const hearing = await page.receive(offered);
        // Being ready arrives at once, or not before the page compares again.
        await (round % 2 === 0 ? page.consuming(offered) : page.compare(offered));
        return hearing;
      };
      const [sound, voice] = await Promise.all([
        speak(customer, `customer-${round}`),
        speak(agent, `agent-${round}`),
        node.match(call.does({ type: 'hold', legId: 'agent' }).plan),
        node.match(call.does({ type: 'resume', legId: 'agent' }).plan),
      ]);
      const [agentHears, customerHears] = await Promise.all([
        hear(agent, 'customer'),
        hear(customer, 'agent'),
      ]);
      sound.send(1);
      voice.send(1);
      await agentHears.until(has(`customer-${round}#1`));
      await customerHears.until(has(`agent-${round}#1`));
      await node.calls.answer('release', { callId }, 'server');
    }
  });
});
