import type { Millis } from '../time.ts';
import type { Call, Leg } from './call.ts';
import type { CallInput } from './inputs.ts';
import { isRung, ringOf } from './people.ts';

/** An input that is due at an instant unless the call changes before. */
export type CallTimer = { readonly key: string; readonly at: Millis; readonly input: CallInput };

/** The timers a call needs as it stands; the server keeps exactly these rows for it. */
export function timersOf(call: Call): readonly CallTimer[] {
  const graces = call.legs.flatMap((leg) => graceOf(call, leg));
  const ring = ringOf(call);
  if (ring === null) return graces;
  const { until, offerId } = ring;
  return [...graces, { key: `ring:${offerId}`, at: until, input: { type: 'rang-out', offerId } }];
}

function graceOf(call: Call, leg: Leg): readonly CallTimer[] {
  if (leg.link.state === 'connected') return [];
  if (isRung(call, leg.id)) return [];
  const { until } = leg.link;
  return [
    {
      key: `grace:${leg.id}`,
      at: until,
      input: { type: 'grace-over', legId: leg.id, dueAt: until },
    },
  ];
}
