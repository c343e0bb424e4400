/** Whether calls can be made in this browser and on this page at all. */
export type CallSupport = 'yes' | 'insecure-page' | 'no-webrtc';

/** Looks at what the browser has, not at what it is called. */
export function supportsCalls(): CallSupport {
  if (!globalThis.isSecureContext) return 'insecure-page';
  const complete =
    typeof RTCPeerConnection === 'function' &&
    'mediaDevices' in navigator &&
    typeof navigator.mediaDevices.getUserMedia === 'function';
  return complete ? 'yes' : 'no-webrtc';
}

/** Whether the browser can pick a screen to share (phones cannot). */
export function canShareScreen(): boolean {
  return supportsCalls() === 'yes' && typeof navigator.mediaDevices.getDisplayMedia === 'function';
}

/** Whether sound can be sent to a chosen speaker. */
export function canChooseSpeaker(): boolean {
  return typeof HTMLMediaElement === 'function' && 'setSinkId' in HTMLMediaElement.prototype;
}

/** Marks that apps put into the name of the browser inside them; those often withhold the camera. */
const IN_APP = /FBAN|FBAV|FB_IAB|Instagram|Line\/|MicroMessenger|Snapchat|TikTok|; wv\)/;

/** Whether the page runs inside an app's own browser (E13). */
export function isInAppBrowser(userAgent: string = navigator.userAgent): boolean {
  return IN_APP.test(userAgent);
}
