import type { Position, PositionObstacle } from '@parley/core/conversation/customer-request.ts';

/** Where the device is now, or why it does not say. */
export type Measured =
  | { readonly ok: true; readonly position: Position }
  | { readonly ok: false; readonly obstacle: PositionObstacle };

/** Satellites need a while, and are not seen inside a house: then what the network knows has to do. */
const EXACT: PositionOptions = { enableHighAccuracy: true, maximumAge: 0, timeout: 20_000 };
const ROUGH: PositionOptions = { enableHighAccuracy: false, maximumAge: 60_000, timeout: 10_000 };

/** Measures once where the device is; the browser asks its person first. */
export async function measurePosition(): Promise<Measured> {
  const { geolocation } = navigator as { readonly geolocation?: Geolocation };
  if (geolocation === undefined || !isSecureContext) return { ok: false, obstacle: 'unsupported' };
  const exact = await measured(geolocation, EXACT);
  return exact.ok || exact.obstacle === 'denied' ? exact : measured(geolocation, ROUGH);
}

function measured(geolocation: Geolocation, options: PositionOptions): Promise<Measured> {
  return new Promise((resolve) => {
    geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) =>
        resolve({ ok: true, position: { latitude, longitude, accuracyMetres: accuracy } }),
      ({ code, PERMISSION_DENIED }) =>
        resolve({ ok: false, obstacle: code === PERMISSION_DENIED ? 'denied' : 'not-found' }),
      options,
    );
  });
}
