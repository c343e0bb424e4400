import { type Devices, openDevices } from '../../live/devices/devices.ts';

let atHand: Devices | null = null;

/** Looks at the devices before a call is asked for; none is opened. Safe to call often. */
export function lookAtDevices(): Devices {
  atHand ??= openDevices();
  return atHand;
}

/** Gives the devices to whoever makes the calls, and closes them. */
export function takeDevices(): Devices {
  const devices = lookAtDevices();
  atHand = null;
  return devices;
}
