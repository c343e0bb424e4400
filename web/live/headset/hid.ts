/** As much of WebHID as headsets need (https://wicg.github.io/webhid/). */
export type HidReportItem = {
  /** Each is page × 65536 + usage. */
  readonly usages?: readonly number[];
  readonly isRange?: boolean;
  readonly usageMinimum?: number;
  readonly usageMaximum?: number;
  readonly isAbsolute?: boolean;
  readonly hasPreferredState?: boolean;
  readonly isConstant?: boolean;
  readonly isArray?: boolean;
  readonly logicalMinimum?: number;
  readonly reportSize?: number;
  readonly reportCount?: number;
};

/** One numbered report; its items lie one behind the other. */
export type HidReport = {
  readonly reportId?: number;
  readonly items?: readonly HidReportItem[];
};

/** What belongs together on a device, such as all of its telephone. */
export type HidCollection = {
  readonly usagePage?: number;
  readonly usage?: number;
  readonly inputReports?: readonly HidReport[];
  readonly outputReports?: readonly HidReport[];
  readonly children?: readonly HidCollection[];
};

/** Bytes that a device sent. */
export type HidInputEvent = Event & { readonly reportId: number; readonly data: DataView };

/** A device that its owner has let this site use. */
export type HidDevice = EventTarget & {
  readonly opened: boolean;
  readonly vendorId: number;
  readonly productId: number;
  readonly productName: string;
  readonly collections: readonly HidCollection[];
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly forget?: () => Promise<void>;
  readonly sendReport: (reportId: number, data: Uint8Array) => Promise<void>;
};

/** The browser's door to such devices. */
export type Hid = EventTarget & {
  readonly getDevices: () => Promise<readonly HidDevice[]>;
  readonly requestDevice: (asked: {
    readonly filters: readonly { readonly usagePage: number }[];
  }) => Promise<readonly HidDevice[]>;
};

/** Null where the browser has no such door: all but Chromium's. */
export function hidOfBrowser(): Hid | null {
  if (!('hid' in navigator)) return null;
  return navigator.hid as Hid;
}
