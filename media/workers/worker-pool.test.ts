import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openNode, type TestNode } from '../testing/node.ts';
import { PlannedCall } from '../testing/plans.ts';

let node: TestNode;

beforeEach(async () => {
  node = await openNode({ workers: 2 });
});

afterEach(() => node.close());

describe('media workers', () => {
  it('share the calls evenly', async () => {
    const calls = [1, 2, 3, 4].map(() => new PlannedCall(node.newCallId()));
    for (const { plan } of calls) await node.match(plan);
    expect(node.pool.loads).toEqual([2, 2]);
  });

  it('take over the calls of one that dies: both pages join again and hear each other', async () => {
    const callId = node.newCallId();
    const call = new PlannedCall(callId, 'audio').answered();
    await node.match(call.plan);
    const customer = node.page(callId, 'customer');
    const agent = node.page(callId, 'agent');
    await Promise.all([customer.join(), agent.join()]);
    await customer.produce('microphone', 'before');

    const [pid] = node.pool.pids;
    if (pid === undefined) throw new Error('no worker runs');
    process.kill(pid, 'SIGKILL');
    const told = { because: 'node' };
    expect(await node.told.hint('customer', 'transports-closed')).toMatchObject(told);
    expect(await node.told.hint('agent', 'transports-closed')).toMatchObject(told);

    await Promise.all([customer.join(), agent.join()]);
    const sound = await customer.produce('microphone', 'after');
    const { consumer } = await node.told.hint(
      'agent',
      'consumer-offered',
      (hint) => hint.consumer.producerId === sound.producerId,
    );
    const hearing = await agent.receive(consumer);
    await agent.consuming(consumer);
    sound.send(3);
    await hearing.until((packet) => packet.includes('after#3'));
  });
});
