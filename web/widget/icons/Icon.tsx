/** Strokes on a 24 × 24 grid with round ends; drawn for the widget. */
const STROKES = {
  chat: 'M12 4c4.7 0 8.5 3.1 8.5 7s-3.8 7-8.5 7c-1 0-2-.1-2.9-.4L5 19.6l.9-3.3C4.4 15 3.5 13.1 3.5 11c0-3.9 3.8-7 8.5-7ZM8.5 11h.01M12 11h.01M15.5 11h.01',
  audio:
    'M6.8 3.8 9.3 4l1.3 4-1.8 1.7a11 11 0 0 0 5.5 5.5l1.7-1.8 4 1.3.2 2.5c0 1.7-1.3 3-3 3A14.2 14.2 0 0 1 3.8 6.8c0-1.7 1.3-3 3-3Z',
  video:
    'M5 6h8.5A1.9 1.9 0 0 1 15.4 7.9v8.2a1.9 1.9 0 0 1-1.9 1.9H5a1.9 1.9 0 0 1-1.9-1.9V7.9A1.9 1.9 0 0 1 5 6ZM15.4 10.8l5.6-3v8.4l-5.6-3',
  'video-off':
    'M9.5 6h4a1.9 1.9 0 0 1 1.9 1.9v4M15.4 10.8l5.6-3v8.4l-4.3-2.3M14.9 17.3a1.9 1.9 0 0 1-1.4.7H5a1.9 1.9 0 0 1-1.9-1.9V7.9c0-.7.4-1.3 1-1.6M3.5 3.5l17 17',
  screen:
    'M4.5 4.5h15a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 15V6a1.5 1.5 0 0 1 1.5-1.5ZM8.5 20h7M12 13V8M9.5 10.3 12 7.8l2.5 2.5',
  'screen-off':
    'M4.5 4.5h15a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 15V6a1.5 1.5 0 0 1 1.5-1.5ZM8.5 20h7M9.5 8l5 5M14.5 8l-5 5',
  microphone:
    'M12 3.5a3.2 3.2 0 0 1 3.2 3.2v4.6a3.2 3.2 0 0 1-6.4 0V6.7A3.2 3.2 0 0 1 12 3.5ZM5.6 11.2a6.4 6.4 0 0 0 12.8 0M12 17.6v3',
  'microphone-off':
    'M15.2 10.3V6.7a3.2 3.2 0 0 0-6.2-1.1M8.8 9.5v1.8a3.2 3.2 0 0 0 4.6 2.9M5.6 11.2a6.4 6.4 0 0 0 10 5.3M18.4 11.2c0 1-.2 1.9-.6 2.7M12 17.6v3M3.5 3.5l17 17',
  flip: 'M4 9.5A8.3 8.3 0 0 1 19 7.8M20 14.5A8.3 8.3 0 0 1 5 16.2M19.5 4v4h-4M4.5 20v-4h4',
  expand: 'M14 4h6v6M10 20H4v-6M19.7 4.3 13.5 10.5M4.3 19.7l6.2-6.2',
  shrink: 'M20 10h-6V4M4 14h6v6M14.3 9.7l5.9-5.9M9.7 14.3l-5.9 5.9',
  'hang-up':
    'M3.1 14.1c-.7-1.2-.4-2.5.6-3.3a13.4 13.4 0 0 1 16.6 0c1 .8 1.3 2.1.6 3.3l-1 1.5-4.3-1.2-.2-2.5a11 11 0 0 0-6.8 0l-.2 2.5-4.3 1.2Z',
  sound: 'M4 9.5h3.3L12 5.5v13l-4.7-4H4ZM15.5 9.2a4 4 0 0 1 0 5.6M18 6.6a7.7 7.7 0 0 1 0 10.8',
  send: 'M12 19.5v-15M5.5 11 12 4.5l6.5 6.5',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M14.5 5 7.5 12l7 7',
  down: 'M5.5 9.5 12 16l6.5-6.5',
  sent: 'M5 12.5l4.5 4.5L19 7.5',
  delivered: 'M2.5 12.5 7 17l8.5-9M11.5 16l1 1 9-9.5',
  pending: 'M12 4.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15ZM12 8v4.2l2.8 1.8',
  warning: 'M12 4.2 21 19.5H3ZM12 10v4.2M12 16.9v.1',
  person: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM4.5 20.5a7.5 7.5 0 0 1 15 0',
  hold: 'M8.5 5.5v13M15.5 5.5v13',
} as const;

export type IconName = keyof typeof STROKES;

/** Says nothing to a screen reader: the words stand beside it or in the label of its control. */
export function Icon({ name, size = 22 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={name === 'hang-up' ? 'currentColor' : 'none'}
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={STROKES[name]} />
    </svg>
  );
}
