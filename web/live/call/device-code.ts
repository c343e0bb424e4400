/** What calls are made with, in its own piece: pages ask for it beside their other code, not after it. */
export { Device } from 'mediasoup-client';
