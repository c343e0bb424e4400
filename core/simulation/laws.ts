import type { Call } from '../call/call.ts';
import { timersOf } from '../call/timers.ts';
import { flows, PLAYER } from '../flows.ts';
import type { World } from './world.ts';

/** Every promise the world breaks now, in words; empty when all is well. */
export function brokenLaws(world: World): readonly string[] {
  return [
    ...(world.doubleOffers > 0 ? ['a contact was offered twice at once'] : []),
    ...[...world.calls.values()].flatMap((call) => brokenByCall(world, call)),
    ...brokenByTasks(world),
  ];
}

/** What one call breaks by itself: who hears whom, and that nobody is left alone. */
export function brokenInCall(call: Call): readonly string[] {
  if (call.phase.name === 'ended') {
    const left = flows(call).length > 0 || call.legs.length > 0;
    return left ? ['an ended call still has legs or flows'] : [];
  }
  return [...leftAlone(call), ...wronglyHeard(call), ...mutedButHeard(call)];
}

function leftAlone(call: Call): readonly string[] {
  const answered = call.phase.name === 'active' || call.phase.name === 'held';
  const agents = call.legs.filter((leg) => leg.role === 'agent');
  const customers = call.legs.filter((leg) => leg.role === 'customer');
  const edges = flows(call);
  const inSilence = customers.some((leg) => !edges.some((edge) => edge.to === leg.id));
  return said([
    [customers.length === 0, 'a call goes on without its customer'],
    [answered && agents.length === 0, 'a customer is alone in an answered call'],
    [call.phase.name !== 'active' && inSilence, 'a waiting or held customer hears nothing'],
  ]);
}

function wronglyHeard(call: Call): readonly string[] {
  const edges = flows(call);
  const people = edges.filter((edge) => edge.from !== PLAYER);
  const active = call.phase.name === 'active';
  const seen = edges.some((edge) => edge.kind === 'picture');
  return said([
    [call.kind === 'audio' && seen, 'an audio call carries a picture'],
    [!active && people.length > 0, `people hear each other while ${call.phase.name}`],
    [active && edges.length > people.length, 'music plays over a live call'],
  ]);
}

function said(rules: readonly (readonly [boolean, string])[]): readonly string[] {
  return rules.filter(([broken]) => broken).map(([, words]) => words);
}

function mutedButHeard(call: Call): readonly string[] {
  return flows(call).flatMap((edge) => {
    const from = call.legs.find((leg) => leg.id === edge.from);
    if (edge.kind === 'audio' && from?.microphone === 'muted') return ['a muted person is heard'];
    if (edge.kind === 'picture' && from?.picture.source === 'none')
      return ['a camera that is off is seen'];
    return [];
  });
}

function brokenByCall(world: World, call: Call): readonly string[] {
  const broken = [...brokenInCall(call)];
  const task = world.tasks.get(call.id);
  if (call.phase.name === 'ringing' && task?.state !== 'reserved') {
    broken.push('a ringing agent is not reserved');
  }
  if ((call.phase.name === 'queued' || call.phase.name === 'ended') && task !== undefined) {
    broken.push('an agent is stuck with a call that is not theirs');
  }
  if (timersOf(call).some((timer) => timer.at < world.now)) broken.push('a timer was missed');
  return broken;
}

function brokenByTasks(world: World): readonly string[] {
  const busy = new Map<string, number>();
  for (const task of world.tasks.values())
    busy.set(task.agentId, (busy.get(task.agentId) ?? 0) + 1);
  return [...busy].filter(([, count]) => count > 1).map(([agentId]) => `${agentId} has two calls`);
}
