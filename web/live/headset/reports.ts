import type { HidCollection, HidReport, HidReportItem } from './hid.ts';

/** The page of the HID usage tables that telephones are described on. */
export const TELEPHONY_PAGE = 0x0b;

const LED_PAGE = 0x08;
const BUTTON_PAGE = 0x09;

/** What can be pressed or lifted on a headset. */
export type ButtonName = 'hook' | 'mute' | 'flash' | 'hold' | 'drop' | 'reject';

/** What a headset can be told to show. */
export type LightName = 'offHook' | 'ring' | 'mute' | 'hold';

/** The same function under all the usages by which makers describe it (HID usage tables 1.5, pages 8, 9 and 11). */
const BUTTONS: readonly (readonly [page: number, usage: number, ButtonName])[] = [
  [TELEPHONY_PAGE, 0x20, 'hook'],
  [TELEPHONY_PAGE, 0x2f, 'mute'],
  [TELEPHONY_PAGE, 0x21, 'flash'],
  [TELEPHONY_PAGE, 0x23, 'hold'],
  [TELEPHONY_PAGE, 0x26, 'drop'],
  // What softphones agreed on: delete, and the seventh button, reject.
  [BUTTON_PAGE, 0x01, 'reject'],
  [BUTTON_PAGE, 0x07, 'reject'],
];
const LIGHTS: readonly (readonly [page: number, usage: number, LightName])[] = [
  [LED_PAGE, 0x17, 'offHook'],
  [LED_PAGE, 0x18, 'ring'],
  // Some ring in the ear by this one as well.
  [TELEPHONY_PAGE, 0x9e, 'ring'],
  [LED_PAGE, 0x09, 'mute'],
  // The light of the microphone stands for mute where there is no mute light.
  [LED_PAGE, 0x21, 'mute'],
  [LED_PAGE, 0x20, 'hold'],
];

/**
 * How a control speaks (HID usage tables 3.4.1.2): a `switch` says where it stands,
 * a `button` only that it was pressed and let go.
 */
export type ControlSort = 'switch' | 'button';

type Button = {
  readonly name: ButtonName;
  readonly reportId: number;
  readonly bit: number;
  readonly sort: ControlSort;
};
type Light = { readonly name: LightName; readonly reportId: number; readonly bit: number };

/** Where in its reports a headset's buttons and lights are. */
export type HeadsetLayout = {
  readonly buttons: readonly Button[];
  readonly lights: readonly Light[];
  /** Report id → length in bytes, of those that carry lights. */
  readonly lightReports: ReadonlyMap<number, number>;
};

/** Reads a device's description; null when it is no telephone we could serve. */
export function layoutOf(collections: readonly HidCollection[]): HeadsetLayout | null {
  const telephones = collections.filter((one) => one.usagePage === TELEPHONY_PAGE);
  const [inputs, outputs] = [
    telephones.flatMap((one) => reportsOf(one, 'inputReports')),
    telephones.flatMap((one) => reportsOf(one, 'outputReports')),
  ];
  const buttons = once(inputs.flatMap(buttonsIn), (one) => one.name);
  const lights = once(outputs.flatMap(lightsIn), (one) => `${one.reportId}:${one.bit}`);
  if (!buttons.some((one) => one.name === 'hook' || one.name === 'mute')) return null;
  const used = new Set(lights.map((one) => one.reportId));
  const lengths = outputs.map((one) => [one.reportId ?? 0, bytesOf(one)] as const);
  return {
    buttons,
    lights,
    lightReports: new Map(once(lengths, ([id]) => `${id}`).filter(([id]) => used.has(id))),
  };
}

/** What a report says of each button that is in it. */
export function readButtons(
  { buttons }: HeadsetLayout,
  reportId: number,
  data: DataView,
): readonly { readonly name: ButtonName; readonly sort: ControlSort; readonly on: boolean }[] {
  return buttons
    .filter((one) => one.reportId === reportId && one.bit >> 3 < data.byteLength)
    .map(({ name, sort, bit }) => ({
      name,
      sort,
      on: (data.getUint8(bit >> 3) & (1 << (bit & 7))) !== 0,
    }));
}

/** The reports that make the lights so; a report always says all of its lights. */
export function lightReports(
  { lights, lightReports: lengths }: HeadsetLayout,
  on: Readonly<Record<LightName, boolean>>,
): readonly { readonly reportId: number; readonly data: Uint8Array }[] {
  return [...lengths].map(([reportId, length]) => {
    const data = new Uint8Array(length);
    for (const light of lights) {
      if (light.reportId !== reportId || !on[light.name]) continue;
      const byte = light.bit >> 3;
      data[byte] = (data[byte] ?? 0) | (1 << (light.bit & 7));
    }
    return { reportId, data };
  });
}

/** A collection's own reports hold those of the collections in it; where they do not, those are asked. */
function reportsOf(
  collection: HidCollection,
  which: 'inputReports' | 'outputReports',
): readonly HidReport[] {
  const own = collection[which] ?? [];
  const inner = (collection.children ?? []).flatMap((one) => reportsOf(one, which));
  return [...own, ...inner.filter((one) => !own.some((two) => two.reportId === one.reportId))];
}

type Placed = { readonly usage: number; readonly bit: number; readonly item: HidReportItem };

/** Each one-bit field of a report that says what it is. */
function fieldsOf({ items = [] }: HidReport): readonly Placed[] {
  const fields: Placed[] = [];
  let bit = 0;
  for (const item of items) {
    const { reportSize = 0, reportCount = 0 } = item;
    const usages = usagesOf(item);
    if (!item.isConstant && !item.isArray && reportSize === 1) {
      for (const [index, usage] of usages.slice(0, reportCount).entries()) {
        fields.push({ usage, bit: bit + index, item });
      }
    }
    bit += reportSize * reportCount;
  }
  return fields;
}

function usagesOf({ isRange, usages = [], usageMinimum, usageMaximum }: HidReportItem) {
  if (!isRange || usageMinimum === undefined || usageMaximum === undefined) return usages;
  // A range is over a page of 65536 usages at the most; telephones have a handful.
  const length = Math.min(Math.max(usageMaximum - usageMinimum + 1, 0), 256);
  return Array.from({ length }, (_, index) => usageMinimum + index);
}

function bytesOf({ items = [] }: HidReport): number {
  const bits = items.reduce((sum, one) => sum + (one.reportSize ?? 0) * (one.reportCount ?? 0), 0);
  return Math.ceil(bits / 8);
}

function nameOf<Name>(
  table: readonly (readonly [number, number, Name])[],
  usage: number,
): Name | null {
  const [page, id] = [usage >>> 16, usage & 0xffff];
  return table.find((one) => one[0] === page && one[1] === id)?.[2] ?? null;
}

function buttonsIn(report: HidReport): readonly Button[] {
  return fieldsOf(report).flatMap(({ usage, bit, item }) => {
    const name = nameOf(BUTTONS, usage);
    if (name === null) return [];
    const sort: ControlSort = item.isAbsolute && !item.hasPreferredState ? 'switch' : 'button';
    return [{ name, reportId: report.reportId ?? 0, bit, sort }];
  });
}

function lightsIn(report: HidReport): readonly Light[] {
  return fieldsOf(report).flatMap(({ usage, bit }) => {
    const name = nameOf(LIGHTS, usage);
    return name === null ? [] : [{ name, reportId: report.reportId ?? 0, bit }];
  });
}

/** The first of each key. */
function once<One>(all: readonly One[], key: (one: One) => string): readonly One[] {
  const seen = new Set<string>();
  return all.filter((one) => {
    const fresh = !seen.has(key(one));
    seen.add(key(one));
    return fresh;
  });
}
