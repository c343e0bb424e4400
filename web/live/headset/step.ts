import type { ButtonName, ControlSort, LightName } from './reports.ts';

/** What a headset must know of the page: whether it rings, and the call one speaks in. */
export type HeadsetCall = {
  readonly ringing: boolean;
  readonly call: { readonly muted: boolean; readonly held: boolean } | null;
};

/** Nothing rings and nobody speaks. */
export const AT_REST: HeadsetCall = { ringing: false, call: null };

/** What a press asks of the page. */
export type Wish =
  | { readonly what: 'answer' }
  | { readonly what: 'reject' }
  | { readonly what: 'end' }
  | { readonly what: 'mute'; readonly muted: boolean }
  | { readonly what: 'hold'; readonly held: boolean };

/**
 * A headset's buttons against the page's one truth. `asked` is what was wished for and is not yet so:
 * a second press means the opposite of it, and the lights already promise answer and end.
 */
export type HeadsetMachine = {
  readonly page: HeadsetCall;
  /** Where each control stood when it was last heard of. */
  readonly stands: Readonly<Partial<Record<ButtonName, boolean>>>;
  readonly asked: {
    readonly answer: boolean;
    readonly end: boolean;
    readonly muted: boolean | null;
    readonly held: boolean | null;
  };
  /** When the mute control went on: one that soon goes off again was only pressed. */
  readonly muteOnAt: number;
  readonly muteIs: 'unknown' | 'button' | 'arm';
};

/** What a headset's machine is told. */
export type HeadsetInput =
  | { readonly type: 'page'; readonly page: HeadsetCall }
  | {
      readonly type: 'control';
      readonly name: ButtonName;
      readonly sort: ControlSort;
      readonly on: boolean;
      readonly at: number;
    }
  /** What was wished for has been done or refused. */
  | { readonly type: 'settled'; readonly what: Wish['what'] };

const NOTHING_ASKED: HeadsetMachine['asked'] = {
  answer: false,
  end: false,
  muted: null,
  held: null,
};

/** A headset nothing was heard of yet. */
export const NEW_HEADSET: HeadsetMachine = {
  page: AT_REST,
  stands: {},
  asked: NOTHING_ASKED,
  muteOnAt: 0,
  muteIs: 'unknown',
};

/** Longer than a press, shorter than anybody's turn of a microphone's arm. */
const PRESS_MS = 700;

export type HeadsetStep = { readonly machine: HeadsetMachine; readonly wish: Wish | null };

/** Moves the machine, and says what the page is asked for. */
export function stepHeadset(machine: HeadsetMachine, input: HeadsetInput): HeadsetStep {
  switch (input.type) {
    case 'page':
      return quiet(seen(machine, input.page));
    case 'settled':
      return quiet({ ...machine, asked: { ...machine.asked, ...WITHOUT[input.what] } });
    case 'control':
      return control(machine, input);
  }
}

/** How the lights must be: the page's truth, with an answer or an end already counted as done. */
export function lightsOf({ page, asked }: HeadsetMachine): Readonly<Record<LightName, boolean>> {
  const { call, ringing } = page;
  // NOTE off-hook stays on while held: some headsets answer its going off with a hook that ends the call.
  return {
    offHook: asked.answer || (call !== null && !asked.end),
    ring: ringing && !asked.answer,
    mute: call?.muted ?? false,
    hold: call?.held ?? false,
  };
}

const WITHOUT: Readonly<Record<Wish['what'], Partial<HeadsetMachine['asked']>>> = {
  answer: { answer: false },
  reject: {},
  end: { end: false },
  mute: { muted: null },
  hold: { held: null },
};

function quiet(machine: HeadsetMachine): HeadsetStep {
  return { machine, wish: null };
}

/** What has become so is not asked for any more. */
function seen(machine: HeadsetMachine, page: HeadsetCall): HeadsetMachine {
  const { asked } = machine;
  const { call } = page;
  return {
    ...machine,
    page,
    asked: {
      answer: asked.answer && call === null,
      end: asked.end && call !== null,
      muted: call === null || asked.muted === call.muted ? null : asked.muted,
      held: call === null || asked.held === call.held ? null : asked.held,
    },
  };
}

type Control = Extract<HeadsetInput, { type: 'control' }>;

function control(before: HeadsetMachine, { name, sort, on, at }: Control): HeadsetStep {
  const stood = before.stands[name];
  const machine = { ...before, stands: { ...before.stands, [name]: on } };
  // Every report repeats where all of its controls stand: only what changed was touched.
  if (stood === on || (stood === undefined && !on)) return quiet(machine);
  switch (name) {
    case 'hook':
      return sort === 'switch' ? hookMoved(machine, on) : pressed(machine, on, hookPressed);
    case 'mute':
      return mute(machine, { sort, on, at });
    case 'flash':
    case 'hold':
      return pressed(machine, on, holdPressed);
    case 'drop':
      return pressed(machine, on, dropPressed);
    case 'reject':
      return pressed(machine, on, ({ page }) => (page.ringing ? { what: 'reject' } : null));
  }
}

function pressed(
  machine: HeadsetMachine,
  on: boolean,
  meant: (machine: HeadsetMachine) => Wish | null,
): HeadsetStep {
  return on ? asking(machine, meant(machine)) : quiet(machine);
}

/** The page is asked, and it is remembered that it was. */
function asking(machine: HeadsetMachine, wish: Wish | null): HeadsetStep {
  if (wish === null) return quiet(machine);
  return { machine: { ...machine, asked: { ...machine.asked, ...askedBy(wish) } }, wish };
}

function askedBy(wish: Wish): Partial<HeadsetMachine['asked']> {
  switch (wish.what) {
    case 'answer':
      return { answer: true };
    case 'end':
      return { end: true, answer: false };
    case 'mute':
      return { muted: wish.muted };
    case 'hold':
      return { held: wish.held };
    case 'reject':
      return {};
  }
}

/** Up answers what rings; down ends. Else it only says yes to what the page did. */
function hookMoved(machine: HeadsetMachine, up: boolean): HeadsetStep {
  const { page, asked } = machine;
  const speaks = page.call !== null || asked.answer;
  if (up) return asking(machine, !speaks && page.ringing ? { what: 'answer' } : null);
  return asking(machine, speaks && !asked.end ? { what: 'end' } : null);
}

function hookPressed({ page, asked }: HeadsetMachine): Wish | null {
  if (page.call !== null || asked.answer) return asked.end ? null : { what: 'end' };
  return page.ringing ? { what: 'answer' } : null;
}

/** With a second call ringing it takes that one: the first is held by it. */
function holdPressed({ page, asked }: HeadsetMachine): Wish | null {
  if (page.ringing && !asked.answer && page.call !== null) return { what: 'answer' };
  if (page.call === null) return null;
  return { what: 'hold', held: !(asked.held ?? page.call.held) };
}

function dropPressed({ page, asked }: HeadsetMachine): Wish | null {
  if (page.call !== null || asked.answer) return asked.end ? null : { what: 'end' };
  return page.ringing ? { what: 'reject' } : null;
}

/**
 * Most say a press and a release, whatever they claim to be; a few stay where they are put, as a
 * microphone's arm does. When it goes off again shows which it is.
 */
function mute(
  before: HeadsetMachine,
  { sort, on, at }: Pick<Control, 'sort' | 'on' | 'at'>,
): HeadsetStep {
  const muteIs = sortOfMute(before, { sort, on, at });
  const machine = { ...before, muteIs, muteOnAt: on ? at : before.muteOnAt };
  const { call } = machine.page;
  if (call === null) return quiet(machine);
  const muted = machine.asked.muted ?? call.muted;
  if (muteIs !== 'arm') return asking(machine, on ? { what: 'mute', muted: !muted } : null);
  return asking(machine, on === muted ? null : { what: 'mute', muted: on });
}

function sortOfMute(
  { muteIs, muteOnAt }: HeadsetMachine,
  { sort, on, at }: Pick<Control, 'sort' | 'on' | 'at'>,
): HeadsetMachine['muteIs'] {
  if (sort === 'button') return 'button';
  if (on) return muteIs;
  return at - muteOnAt < PRESS_MS ? 'button' : 'arm';
}
