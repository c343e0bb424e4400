import {
  ActionIcon,
  Badge,
  Button,
  createTheme,
  type MantineColorsTuple,
  type MantineThemeOverride,
  Menu,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core';

/** The kit wants ten shades of a colour; ours are names in palette.css, so only the contrast rule reads these. */
function shades(color: string): MantineColorsTuple {
  return [color, color, color, color, color, color, color, color, color, color];
}

const TONES = ['accent', 'go', 'stop', 'pass', 'warn', 'guest', 'plain'] as const;
type Tone = (typeof TONES)[number];

function toneOf(color: unknown): Tone {
  return TONES.find((tone) => tone === color) ?? 'accent';
}

/** Colours of a part by variant: `filled` acts, `quiet` labels, `light` is chosen, `subtle` stands back. */
const colorsOf: VariantColorsResolver = ({ color, variant }) => {
  const tone = toneOf(color);
  const none = '1px solid transparent';
  if (tone === 'plain') return plain(variant);
  if (variant === 'filled') {
    return {
      background: `var(--${tone})`,
      hover: `var(--${tone}-strong)`,
      color: `var(--on-${tone})`,
      border: none,
    };
  }
  const ink = `var(--${tone}-ink)`;
  const tint = `var(--${tone}-soft)`;
  if (variant === 'subtle')
    return { background: 'transparent', hover: tint, color: ink, border: none };
  return { background: tint, hover: tint, color: ink, border: none };
};

function plain(variant: string): ReturnType<VariantColorsResolver> {
  const line = variant === 'outline' || variant === 'default';
  return {
    background: variant === 'quiet' ? 'var(--sunken)' : 'transparent',
    hover: 'var(--hover)',
    color: 'var(--soft)',
    border: line ? '1px solid var(--edge)' : '1px solid transparent',
  };
}

/** The kit's theme; sizes are dense, targets never below 24 px. */
export const theme: MantineThemeOverride = createTheme({
  primaryColor: 'accent',
  autoContrast: true,
  respectReducedMotion: true,
  cursorType: 'pointer',
  colors: { accent: shades('#0b6e69'), go: shades('#17764a'), stop: shades('#b3261e') },
  variantColorResolver: colorsOf,
  components: {
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', color: 'plain', size: 32 },
    }),
    Badge: Badge.extend({
      defaultProps: { variant: 'quiet', color: 'plain', size: 'sm' },
      styles: { root: { textTransform: 'none', fontWeight: 600, letterSpacing: 0 } },
    }),
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    Menu: Menu.extend({
      defaultProps: {
        shadow: 'md',
        transitionProps: { duration: 80 },
        // Inside the bar the menu stays in its landmark, and is nothing but items.
        withinPortal: false,
        withInitialFocusPlaceholder: false,
      },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 350, withinPortal: true, transitionProps: { duration: 80 } },
    }),
  },
});
