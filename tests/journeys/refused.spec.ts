import { voicesHeard } from '../world/ears.ts';
import { button, talk } from '../world/people.ts';
import { callSeenBy, request } from '../world/tap.ts';
import { expect, test } from '../world/world.ts';

const PICTURE_CONTROLS = ['Turn camera on', 'Turn camera off', 'Share screen', 'Full screen'];

test('M8: an audio call has no control for a picture, and raw requests for one are refused', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Audio call');
  for (const place of [alex.page, cleo.widget]) {
    for (const name of PICTURE_CONTROLS) await expect(button(place, name)).toHaveCount(0);
    const call = await callSeenBy(place, cleo.page);
    const role = place === alex.page ? 'agent' : 'customer';
    const legId = call.legs.find((leg) => leg.role === role)?.id;
    const leg = { callId: call.id, legId };
    const produce = { ...leg, rtpParameters: {} };
    const answers = [
      await request(place, 'turn-camera-on', leg),
      await request(place, 'share-screen', leg),
      await request(place, 'media-produce', { ...produce, source: 'camera' }),
      await request(place, 'media-produce', { ...produce, source: 'screen' }),
    ];
    expect(answers).toEqual(answers.map(() => refusal('no-picture-in-audio-call')));
  }
  await expect.poll(() => voicesHeard(alex.page)).toEqual(['customer']);
});

for (const [asked, kind, others] of [
  ['Audio call', 'audio', ['video', 'screen']],
  ['Video call', 'video', ['audio', 'screen']],
  ['Share screen', 'screen', ['audio', 'video']],
] as const) {
  test(`M9: no ${kind} call becomes another kind: no control, and the refusal names the transition`, async ({
    agent,
    customer,
  }) => {
    const alex = await agent('alex');
    const cleo = await customer();
    await talk(alex, cleo, { button: asked });
    for (const place of [alex.page, cleo.widget]) {
      const bar = place.getByRole('toolbar', { name: 'Call controls' });
      await expect(bar.getByRole('button', { name: /audio|video|switch/i })).toHaveCount(0);
      const call = await callSeenBy(place, cleo.page);
      const role = place === alex.page ? 'agent' : 'customer';
      const legId = call.legs.find((leg) => leg.role === role)?.id;
      for (const to of others) {
        const answer = await request(place, 'change-kind', { callId: call.id, legId, to });
        const facts = { from: kind, to };
        expect(answer).toEqual({ ok: false, code: 'transition-refused', facts });
      }
    }
    await expect.poll(() => voicesHeard(alex.page)).toEqual(['customer']);
  });
}

test('a customer can neither hold the call nor act for the agent, by raw request', async ({
  talking,
}) => {
  const { cleo } = await talking('Audio call');
  await expect(button(cleo.widget, 'Hold')).toHaveCount(0);
  const call = await callSeenBy(cleo.widget, cleo.page);
  for (const { id: legId } of call.legs) {
    const answer = await request(cleo.widget, 'hold-call', { callId: call.id, legId });
    expect(answer.ok).toBe(false);
  }
  const agentLeg = call.legs.find((leg) => leg.role === 'agent')?.id;
  const mute = await request(cleo.widget, 'mute', { callId: call.id, legId: agentLeg });
  expect(mute).toMatchObject(refusal('not-allowed'));
  await expect.poll(() => voicesHeard(cleo.widget)).toEqual(['alex']);
});

function refusal(code: string): { readonly ok: false; readonly code: string } {
  return { ok: false, code };
}
