import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ButtonName, ControlSort } from './reports.ts';
import {
  AT_REST,
  type HeadsetCall,
  type HeadsetInput,
  type HeadsetMachine,
  lightsOf,
  NEW_HEADSET,
  stepHeadset,
  type Wish,
} from './step.ts';

const RINGING: HeadsetCall = { ringing: true, call: null };
const TALKING: HeadsetCall = { ringing: false, call: { muted: false, held: false } };
const MUTED: HeadsetCall = { ringing: false, call: { muted: true, held: false } };
const HELD: HeadsetCall = { ringing: false, call: { muted: false, held: true } };
const SECOND_RINGS: HeadsetCall = { ...TALKING, ringing: true };

/** A headset in somebody's hand: what was wished for, in order. */
function headset(sorts: Partial<Record<ButtonName, ControlSort>> = {}) {
  let machine: HeadsetMachine = NEW_HEADSET;
  let now = 10_000;
  const wishes: Wish[] = [];
  const move = (input: HeadsetInput): void => {
    const { machine: next, wish } = stepHeadset(machine, input);
    machine = next;
    if (wish !== null) wishes.push(wish);
  };
  const put = (name: ButtonName, on: boolean): void => {
    const usual = name === 'hook' ? 'switch' : 'button';
    move({ type: 'control', name, sort: sorts[name] ?? usual, on, at: now });
  };
  return {
    wishes,
    lights: () => lightsOf(machine),
    page: (page: HeadsetCall) => move({ type: 'page', page }),
    settled: (what: Wish['what']) => move({ type: 'settled', what }),
    put,
    press(name: ButtonName) {
      put(name, true);
      now += 100;
      put(name, false);
      now += 100;
    },
    wait(ms: number) {
      now += ms;
    },
  };
}

describe('the hook', () => {
  test('lifted while it rings answers, and the ringing light goes out at once', () => {
    const one = headset();
    one.page(RINGING);
    expect(one.lights()).toMatchObject({ ring: true, offHook: false });
    one.put('hook', true);
    expect(one.wishes).toEqual([{ what: 'answer' }]);
    expect(one.lights()).toMatchObject({ ring: false, offHook: true });
  });

  test('that only says yes to a call answered on the page asks for nothing', () => {
    const one = headset();
    one.page(TALKING);
    one.put('hook', true);
    expect(one.wishes).toEqual([]);
    one.put('hook', false);
    expect(one.wishes).toEqual([{ what: 'end' }]);
    expect(one.lights().offHook).toBe(false);
  });

  test('that says yes to a call ended on the page does not end the next one', () => {
    const one = headset();
    one.page(TALKING);
    one.put('hook', true);
    one.page(AT_REST);
    one.put('hook', false);
    one.page(TALKING);
    expect(one.wishes).toEqual([]);
  });

  test('put down while the answer is under way ends the call', () => {
    const one = headset();
    one.page(RINGING);
    one.put('hook', true);
    one.put('hook', false);
    expect(one.wishes).toEqual([{ what: 'answer' }, { what: 'end' }]);
  });

  test('lifted while nothing rings does nothing, and the headset is told so', () => {
    const one = headset();
    one.put('hook', true);
    expect(one.wishes).toEqual([]);
    expect(one.lights().offHook).toBe(false);
  });

  test('of an answer that was refused is down again', () => {
    const one = headset();
    one.page(RINGING);
    one.put('hook', true);
    one.page(AT_REST);
    one.settled('answer');
    expect(one.lights()).toEqual({ offHook: false, ring: false, mute: false, hold: false });
  });

  test('that is a button answers and ends by the same press', () => {
    const one = headset({ hook: 'button' });
    one.page(RINGING);
    one.press('hook');
    one.page(TALKING);
    one.press('hook');
    expect(one.wishes).toEqual([{ what: 'answer' }, { what: 'end' }]);
  });
});

describe('mute', () => {
  test('means the opposite of what the page says, whoever muted last', () => {
    const one = headset();
    one.page(TALKING);
    one.press('mute');
    one.page(MUTED);
    one.page(TALKING);
    one.press('mute');
    one.page(MUTED);
    one.press('mute');
    expect(one.wishes).toEqual([
      { what: 'mute', muted: true },
      { what: 'mute', muted: true },
      { what: 'mute', muted: false },
    ]);
  });

  test('pressed twice before the page has followed means twice', () => {
    const one = headset();
    one.page(TALKING);
    one.press('mute');
    one.press('mute');
    expect(one.wishes).toEqual([
      { what: 'mute', muted: true },
      { what: 'mute', muted: false },
    ]);
  });

  test('lights only when the page is muted, not when it was merely asked to be', () => {
    const one = headset();
    one.page(TALKING);
    one.press('mute');
    expect(one.lights().mute).toBe(false);
    one.page(MUTED);
    expect(one.lights().mute).toBe(true);
  });

  test('that was refused is what it was, and the next press asks for the same again', () => {
    const one = headset();
    one.page(MUTED);
    one.press('mute');
    one.settled('mute');
    expect(one.lights().mute).toBe(true);
    one.press('mute');
    expect(one.wishes).toEqual([
      { what: 'mute', muted: false },
      { what: 'mute', muted: false },
    ]);
  });

  test('outside a call does nothing', () => {
    const one = headset();
    one.page(RINGING);
    one.press('mute');
    expect(one.wishes).toEqual([]);
  });

  test('of a headset that calls its button a switch is still a button', () => {
    const one = headset({ mute: 'switch' });
    one.page(TALKING);
    one.press('mute');
    one.page(MUTED);
    one.press('mute');
    expect(one.wishes).toEqual([
      { what: 'mute', muted: true },
      { what: 'mute', muted: false },
    ]);
  });

  test('by a microphone’s arm follows the arm', () => {
    const one = headset({ mute: 'switch' });
    one.page(TALKING);
    one.put('mute', true);
    one.page(MUTED);
    one.wait(5_000);
    one.put('mute', false);
    one.page(TALKING);
    expect(one.wishes).toEqual([
      { what: 'mute', muted: true },
      { what: 'mute', muted: false },
    ]);
    one.page(MUTED);
    one.put('mute', true);
    expect(one.wishes).toHaveLength(2);
  });
});

describe('hold, drop and reject', () => {
  test.each(['flash', 'hold'] as const)('%s holds and resumes', (name) => {
    const one = headset();
    one.page(TALKING);
    one.press(name);
    one.page(HELD);
    expect(one.lights()).toMatchObject({ hold: true, offHook: true });
    one.press(name);
    expect(one.wishes).toEqual([
      { what: 'hold', held: true },
      { what: 'hold', held: false },
    ]);
  });

  test('flash takes the second call that rings', () => {
    const one = headset();
    one.page(SECOND_RINGS);
    expect(one.lights()).toMatchObject({ ring: true, offHook: true });
    one.press('flash');
    expect(one.wishes).toEqual([{ what: 'answer' }]);
  });

  test('reject rejects what rings and nothing else', () => {
    const one = headset();
    one.page(TALKING);
    one.press('reject');
    one.page(RINGING);
    one.press('reject');
    expect(one.wishes).toEqual([{ what: 'reject' }]);
  });

  test('drop ends a call, or rejects what rings', () => {
    const one = headset();
    one.page(RINGING);
    one.press('drop');
    one.page(TALKING);
    one.press('drop');
    one.press('drop');
    expect(one.wishes).toEqual([{ what: 'reject' }, { what: 'end' }]);
  });
});

const pages = fc.constantFrom(AT_REST, RINGING, TALKING, MUTED, HELD, SECOND_RINGS);
const names = fc.constantFrom<ButtonName>('hook', 'mute', 'flash', 'hold', 'drop', 'reject');
const inputs: fc.Arbitrary<HeadsetInput> = fc.oneof(
  pages.map((page) => ({ type: 'page', page }) as const),
  fc.record({
    type: fc.constant('control' as const),
    name: names,
    sort: fc.constantFrom<ControlSort>('switch', 'button'),
    on: fc.boolean(),
    at: fc.integer({ min: 0, max: 100_000 }),
  }),
  fc
    .constantFrom<Wish['what']>('answer', 'reject', 'end', 'mute', 'hold')
    .map((what) => ({ type: 'settled', what }) as const),
);

test('whatever is pressed and whatever happens: once all is settled, every light tells the page’s truth', () => {
  fc.assert(
    fc.property(fc.array(inputs, { maxLength: 40 }), pages, (all, last) => {
      const settled: HeadsetInput[] = (['answer', 'end', 'mute', 'hold'] as const).map((what) => ({
        type: 'settled',
        what,
      }));
      const machine = [...all, { type: 'page', page: last } as const, ...settled].reduce(
        (now: HeadsetMachine, input) => stepHeadset(now, input).machine,
        NEW_HEADSET,
      );
      expect(lightsOf(machine)).toEqual({
        offHook: last.call !== null,
        ring: last.ringing,
        mute: last.call?.muted ?? false,
        hold: last.call?.held ?? false,
      });
    }),
  );
});

test('nothing is asked of the page that makes no sense to it', () => {
  fc.assert(
    fc.property(fc.array(inputs, { maxLength: 40 }), (all) => {
      let machine = NEW_HEADSET;
      for (const input of all) {
        const before = machine;
        const { machine: next, wish } = stepHeadset(machine, input);
        machine = next;
        if (wish !== null) expect(makesSense(before, wish)).toBe(true);
      }
    }),
  );
});

function makesSense({ page, asked }: HeadsetMachine, { what }: Wish): boolean {
  if (what === 'answer' || what === 'reject') return page.ringing;
  return page.call !== null || (what === 'end' && asked.answer);
}
