/** Strokes on a 20 × 20 grid, 1.6 wide, round ends; drawn for the desk. */
const STROKES = {
  microphone:
    'M10 2.8a2.7 2.7 0 0 1 2.7 2.7v4a2.7 2.7 0 0 1-5.4 0v-4A2.7 2.7 0 0 1 10 2.8ZM4.6 9.4a5.4 5.4 0 0 0 10.8 0M10 14.8v2.6',
  'microphone-off':
    'M12.7 8.6V5.5a2.7 2.7 0 0 0-5.2-1M7.3 8v1.5a2.7 2.7 0 0 0 3.9 2.4M4.6 9.4a5.4 5.4 0 0 0 8.5 4.4M15.4 9.4a5.4 5.4 0 0 1-.5 2.3M10 14.8v2.6M3 3l14 14',
  camera:
    'M3.8 5.2h7.4a1.6 1.6 0 0 1 1.6 1.6v6.4a1.6 1.6 0 0 1-1.6 1.6H3.8a1.6 1.6 0 0 1-1.6-1.6V6.8a1.6 1.6 0 0 1 1.6-1.6ZM12.8 9l5-2.8v7.6l-5-2.8',
  'camera-off':
    'M7.4 5.2h3.8a1.6 1.6 0 0 1 1.6 1.6v3.6M12.8 9l5-2.8v7.6l-3.6-2M12.4 14.2a1.6 1.6 0 0 1-1.2.6H3.8a1.6 1.6 0 0 1-1.6-1.6V6.8c0-.7.4-1.3 1-1.5M3 3l14 14',
  screen:
    'M3.4 3.6h13.2a1.2 1.2 0 0 1 1.2 1.2v7.6a1.2 1.2 0 0 1-1.2 1.2H3.4a1.2 1.2 0 0 1-1.2-1.2V4.8a1.2 1.2 0 0 1 1.2-1.2ZM7 16.8h6M10 11V6.6M7.9 8.6 10 6.5l2.1 2.1',
  'screen-off':
    'M3.4 3.6h13.2a1.2 1.2 0 0 1 1.2 1.2v7.6a1.2 1.2 0 0 1-1.2 1.2H3.4a1.2 1.2 0 0 1-1.2-1.2V4.8a1.2 1.2 0 0 1 1.2-1.2ZM7 16.8h6M8 6.6l4 4M12 6.6l-4 4',
  hold: 'M7 4.2v11.6M13 4.2v11.6',
  resume: 'M6.6 4.4v11.2l9-5.6Z',
  phone:
    'M5.4 2.9 7.6 3l1.2 3.6-1.6 1.5a9.5 9.5 0 0 0 4.7 4.7l1.5-1.6 3.6 1.2.1 2.2c0 1.4-1.1 2.5-2.5 2.4A12.3 12.3 0 0 1 3 5.4C2.9 4 4 2.9 5.4 2.9Z',
  'hang-up':
    'M2.6 11.7c-.6-1-.4-2 .5-2.7a11 11 0 0 1 13.8 0c.9.7 1.1 1.7.5 2.7l-.8 1.3-3.6-1-.2-2.1a9 9 0 0 0-5.6 0L7 12l-3.6 1Z',
  chat: 'M4.6 3.6h10.8A2.2 2.2 0 0 1 17.6 5.8v5.8a2.2 2.2 0 0 1-2.2 2.2H9.6l-4 3v-3h-1a2.2 2.2 0 0 1-2.2-2.2V5.8a2.2 2.2 0 0 1 2.2-2.2Z',
  expand: 'M11.8 3.4h4.8v4.8M8.2 16.6H3.4v-4.8M16.4 3.6l-5 5M3.6 16.4l5-5',
  shrink: 'M16.4 8.4h-4.8V3.6M3.6 11.6h4.8v4.8M11.8 8.2l5-5M8.2 11.8l-5 5',
  devices:
    'M3 5.4h6.4M13.6 5.4H17M3 10h2.4M9.6 10H17M3 14.6h8.4M15.6 14.6H17M11.5 3.4a2 2 0 1 1 0 4 2 2 0 0 1 0-4ZM7.5 8a2 2 0 1 1 0 4 2 2 0 0 1 0-4ZM13.5 12.6a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z',
  search: 'M8.8 3.2a5.6 5.6 0 1 1 0 11.2 5.6 5.6 0 0 1 0-11.2ZM13 13l3.8 3.8',
  send: 'M3.4 10.2 16.8 3.6l-4.6 13-2.8-5.4ZM9.4 11.2l7.2-7.4',
  check: 'M4 10.6l3.8 3.8L16 5.8',
  'check-twice': 'M1.8 10.6l3.6 3.8L12.6 6M9.6 13l1.4 1.4L18.2 6',
  circle: 'M10 5.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Z',
  clock: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14ZM10 6.2V10l2.6 1.8',
  warning: 'M10 3.2 18 16.6H2ZM10 8.2v3.8M10 14.4v.1',
  close: 'M5 5l10 10M15 5 5 15',
  back: 'M11.8 4.4 6.2 10l5.6 5.6',
  chevron: 'M5 7.6l5 5 5-5',
  person: 'M10 3a3.4 3.4 0 1 1 0 6.8A3.4 3.4 0 0 1 10 3ZM3.6 17a6.4 6.4 0 0 1 12.8 0',
  key: 'M6.6 7.4a3.6 3.6 0 1 1 0 7.2 3.6 3.6 0 0 1 0-7.2ZM9.2 8.6l7-5.4M13.4 5.4l2 2.6',
  help: 'M7.4 7.2a2.6 2.6 0 1 1 3.8 2.4c-.8.5-1.2.9-1.2 2M10 14.6v.1M10 2.6a7.4 7.4 0 1 1 0 14.8 7.4 7.4 0 0 1 0-14.8Z',
  light:
    'M10 6.6a3.4 3.4 0 1 1 0 6.8 3.4 3.4 0 0 1 0-6.8ZM10 2v1.6M10 16.4V18M2 10h1.6M16.4 10H18M4.3 4.3l1.2 1.2M14.5 14.5l1.2 1.2M15.7 4.3l-1.2 1.2M5.5 14.5l-1.2 1.2',
  dark: 'M16.4 11.8A7 7 0 0 1 8.2 3.6a7 7 0 1 0 8.2 8.2Z',
  link: 'M8.4 11.6a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-.9.9M11.6 8.4a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l.9-.9',
  sound:
    'M3 7.8h2.8L10 4.4v11.2l-4.2-3.4H3ZM12.8 7.6a3.4 3.4 0 0 1 0 4.8M15 5.4a6.5 6.5 0 0 1 0 9.2',
  'sound-off': 'M3 7.8h2.8L10 4.4v11.2l-4.2-3.4H3ZM13 8l4 4M17 8l-4 4',
  move: 'M3 10h11.4M10.8 6.2 14.6 10l-3.8 3.8M17 4v12',
  leave:
    'M12 6.4V4.8a1.6 1.6 0 0 0-1.6-1.6H5.2a1.6 1.6 0 0 0-1.6 1.6v10.4a1.6 1.6 0 0 0 1.6 1.6h5.2a1.6 1.6 0 0 0 1.6-1.6v-1.6M8 10h9M14.2 7.2 17 10l-2.8 2.8',
  panel:
    'M4.4 3.6h11.2A1.8 1.8 0 0 1 17.4 5.4v9.2a1.8 1.8 0 0 1-1.8 1.8H4.4a1.8 1.8 0 0 1-1.8-1.8V5.4a1.8 1.8 0 0 1 1.8-1.8ZM12.4 3.8v12.4',
} as const;

export type IconName = keyof typeof STROKES;

/** Pictures say nothing to a screen reader: the words stand beside them or in the control's label. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill={name === 'hang-up' || name === 'resume' ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={STROKES[name]} />
    </svg>
  );
}

/** Two people speaking: the mark of Parley. */
export function Mark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg aria-hidden="true" focusable="false" width={size} height={size} viewBox="0 0 32 32">
      <path
        fill="var(--accent)"
        d="M4 9a6 6 0 0 1 6-6h9a6 6 0 0 1 6 6v5a6 6 0 0 1-6 6h-6.5L7 24.5V19a6 6 0 0 1-3-5z"
      />
      <path
        fill="var(--guest)"
        d="M28 12.5a6 6 0 0 1 1 3.3v3.4a5.6 5.6 0 0 1-2.6 4.7V29l-5-4.2h-4.6a5.8 5.8 0 0 1-4.3-1.9h6.9a9 9 0 0 0 8.6-9z"
      />
    </svg>
  );
}
