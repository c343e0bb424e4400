import { describe, expect, test } from 'vitest';
import type { HidCollection, HidReportItem } from './hid.ts';
import { type HeadsetLayout, layoutOf, lightReports, readButtons } from './reports.ts';

const bits = (reportCount: number, more: Partial<HidReportItem> = {}): HidReportItem => ({
  reportSize: 1,
  reportCount,
  isAbsolute: true,
  ...more,
});
const PADDING = (reportCount: number): HidReportItem => bits(reportCount, { isConstant: true });

/** As the makers describe the common kind: all in report 2, two bytes each way. */
const COMMON: HidCollection = {
  usagePage: 0x0b,
  usage: 0x05,
  inputReports: [
    {
      reportId: 2,
      items: [
        bits(2, { usages: [0x0b0020, 0x0b0097] }),
        bits(4, { usages: [0x0b002a, 0x0b002f, 0x0b0021, 0x0b0024], isAbsolute: false }),
        bits(1, { usages: [0x0b0050], isAbsolute: false }),
        bits(1, { usages: [0x090007], isAbsolute: false }),
        PADDING(8),
      ],
    },
  ],
  outputReports: [
    {
      reportId: 2,
      items: [
        bits(6, { usages: [0x080017, 0x080009, 0x080018, 0x080020, 0x080021, 0x08002a] }),
        bits(1, { usages: [0x0b009e] }),
        PADDING(9),
      ],
    },
  ],
};

const DARK = { offHook: false, ring: false, mute: false, hold: false };

function layout(...collections: readonly HidCollection[]): HeadsetLayout {
  const found = layoutOf(collections);
  if (found === null) throw new Error('no telephone was found');
  return found;
}

function read(from: HeadsetLayout, reportId: number, bytes: readonly number[]): readonly string[] {
  const data = new DataView(Uint8Array.from(bytes).buffer);
  return readButtons(from, reportId, data)
    .filter((one) => one.on)
    .map((one) => one.name);
}

function bytes(from: HeadsetLayout, on: Partial<typeof DARK>): readonly (readonly number[])[] {
  return lightReports(from, { ...DARK, ...on }).map(({ reportId, data }) => [reportId, ...data]);
}

describe('the description of a headset', () => {
  test.each([
    [0b0000_0001, ['hook']],
    [0b0000_1000, ['mute']],
    [0b0001_0000, ['flash']],
    [0b1000_0000, ['reject']],
    [0b0000_1001, ['hook', 'mute']],
    [0b0110_0110, []],
  ])('says which bit is which button: %i', (byte, names) => {
    expect(read(layout(COMMON), 2, [byte, 0])).toEqual(names);
  });

  test('says which controls stand somewhere and which are only pressed', () => {
    const sorts = Object.fromEntries(layout(COMMON).buttons.map((one) => [one.name, one.sort]));
    expect(sorts).toEqual({ hook: 'switch', mute: 'button', flash: 'button', reject: 'button' });
  });

  test.each([
    [{}, [0, 0]],
    [{ offHook: true }, [0b0000_0001, 0]],
    [{ ring: true }, [0b0100_0100, 0]],
    [{ offHook: true, mute: true }, [0b0001_0011, 0]],
    [{ offHook: true, hold: true }, [0b0000_1001, 0]],
  ])('says which bits the lights are: %o', (on, expected) => {
    expect(bytes(layout(COMMON), on)).toEqual([[2, ...expected]]);
  });

  test('may use another report for the lights, no report numbers, and ranges of usages', () => {
    const other = layout({
      usagePage: 0x0b,
      inputReports: [
        {
          items: [
            bits(4, { isRange: true, usageMinimum: 0x0b0020, usageMaximum: 0x0b0023 }),
            PADDING(4),
          ],
        },
      ],
      outputReports: [
        { reportId: 9, items: [bits(1, { usages: [0x080017] }), PADDING(7)] },
        { reportId: 4, items: [bits(8, { usages: [0x080019] })] },
        { reportId: 5, items: [PADDING(3), bits(1, { usages: [0x080021] }), PADDING(4)] },
      ],
    });
    expect(read(other, 0, [0b1010])).toEqual(['flash', 'hold'].slice(0, 2));
    expect(bytes(other, { offHook: true, mute: true })).toEqual([
      [9, 1],
      [5, 0b1000],
    ]);
  });

  test('may hide its telephone in an inner collection', () => {
    const inner = layout({ usagePage: 0x0b, children: [COMMON] });
    expect(read(inner, 2, [1, 0])).toEqual(['hook']);
  });

  test('of a keyboard, a volume knob or a lone light makes no headset', () => {
    const { outputReports = [] } = COMMON;
    expect(layoutOf([{ ...COMMON, usagePage: 0x0c }])).toBeNull();
    expect(layoutOf([{ usagePage: 0x0b, outputReports }])).toBeNull();
    expect(layoutOf([])).toBeNull();
  });

  test('a report that is shorter than it should be, or another one, says nothing', () => {
    expect(read(layout(COMMON), 2, [])).toEqual([]);
    expect(read(layout(COMMON), 7, [0xff, 0xff])).toEqual([]);
  });
});
