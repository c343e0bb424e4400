import { afterEach, expect, test } from 'vitest';
import { type AgentSeat, type House, openHouse } from '../testing/engine-house.ts';

const AGENTS = 30;

let house: House;

afterEach(() => house.stop());

test('thirty agents who invite at the same moment all do, and nobody else waits for it', async () => {
  house = await openHouse();
  const agents: AgentSeat[] = [];
  for (let n = 0; n < AGENTS; n += 1) agents.push(await house.agent(`Agent${n}`));
  const inviting = agents.map((agent, n) => {
    const number = `0171 2345${100 + n}`;
    const asked = { conversationId: null, number, country: 'DE', reference: null };
    return house.run(agent, 'invite-by-sms', { ...asked, name: 'Cleo' });
  });
  // Whoever comes in by the website meanwhile is not kept at the door.
  await house.customer();
  const answers = await Promise.all(inviting);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(AGENTS);
  expect(await house.database.query('SELECT id FROM sms_outbox')).toHaveLength(AGENTS);
});
