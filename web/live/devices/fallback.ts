/** A device that can be chosen; the label is empty until the browser was allowed to say it. */
export type Choice = { readonly id: string; readonly label: string };

/** Sorts of devices a person can choose. */
export type DeviceSort = 'microphone' | 'camera' | 'speaker' | 'ringSpeaker';

/** Something about devices that a person should be told. */
export type DeviceNotice =
  | { readonly kind: 'fell-back'; readonly device: DeviceSort; readonly label: string }
  | { readonly kind: 'came-back'; readonly device: DeviceSort; readonly label: string }
  | { readonly kind: 'lost'; readonly device: DeviceSort };

/** Ids by which browsers name "the usual one" beside the device itself. */
const ALIASES: readonly string[] = ['default', 'communications'];

/** The device to use now: the chosen one if it is there, else the system's usual one, else the first. */
export function deviceToUse(present: readonly Choice[], chosen: string | null): Choice | null {
  return (
    present.find((one) => one.id === chosen) ??
    present.find((one) => one.id === 'default') ??
    present[0] ??
    null
  );
}

/** What to do when the devices have changed: nothing, go on with another, or say that there is none. */
export type Fallback =
  | { readonly move: 'stay' }
  | { readonly move: 'switch'; readonly to: Choice; readonly notice: DeviceNotice }
  | { readonly move: 'none'; readonly notice: DeviceNotice };

/** Decides what becomes of a device in use after a change; a chosen one that came back is taken again. */
export function afterChange(
  device: DeviceSort,
  used: { readonly id: string; readonly ended: boolean },
  now: { readonly present: readonly Choice[]; readonly chosen: string | null },
): Fallback {
  const next = deviceToUse(now.present, now.chosen);
  if (next === null) return { move: 'none', notice: { kind: 'lost', device } };
  // A browser's alias stands for some device it does not name.
  const isThere = ALIASES.includes(used.id) || now.present.some((one) => one.id === used.id);
  const stays = isThere && !used.ended && !(next.id === now.chosen && next.id !== used.id);
  if (stays) return { move: 'stay' };
  const kind = isThere && !used.ended ? 'came-back' : 'fell-back';
  return { move: 'switch', to: next, notice: { kind, device, label: next.label } };
}

/** Devices of one kind as the browser lists them, without its nameless placeholders and doubled aliases. */
export function choicesOf(
  listed: readonly Pick<MediaDeviceInfo, 'deviceId' | 'kind' | 'label'>[],
  kind: MediaDeviceKind,
): readonly Choice[] {
  const own = listed.filter((one) => one.kind === kind);
  const real = own.filter((one) => one.deviceId !== '' && !ALIASES.includes(one.deviceId));
  const shown = real.length > 0 ? real : own.filter((one) => one.deviceId !== '');
  return shown.map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** Says so when a chosen speaker has gone, or is back: pages play on the usual one in between. */
export function speakerNotice(
  device: 'speaker' | 'ringSpeaker',
  chosen: string | null,
  { before, now }: { readonly before: readonly Choice[]; readonly now: readonly Choice[] },
): DeviceNotice | null {
  const isIn = (choices: readonly Choice[]): boolean => choices.some((one) => one.id === chosen);
  // The first list of a page is news to nobody.
  if (chosen === null || before.length === 0 || isIn(before) === isIn(now)) return null;
  const next = deviceToUse(now, chosen);
  if (next === null) return { kind: 'lost', device };
  return { kind: isIn(now) ? 'came-back' : 'fell-back', device, label: next.label };
}
