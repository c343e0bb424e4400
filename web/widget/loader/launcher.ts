import { STYLES } from './styles.ts';

/** The round button and the place of the frame, in a shadow root of their own. */
export type Launcher = {
  readonly button: HTMLButtonElement;
  readonly place: (frame: HTMLIFrameElement) => void;
  readonly showButton: (shown: boolean) => void;
  readonly showUnread: (count: number) => void;
  readonly setPhone: (phone: boolean) => void;
  /** Words beside the button; none take them away. */
  readonly say: (words: string) => void;
  readonly remove: () => void;
};

const SVG = 'http://www.w3.org/2000/svg';
const BUBBLE =
  'M12 3.5c5 0 9 3.3 9 7.5s-4 7.5-9 7.5c-1 0-2-.1-2.9-.4L4.6 20.5l1-3.6C4 15.5 3 13.4 3 11c0-4.2 4-7.5 9-7.5Z';

/** Draws the launcher at the end of the body; nothing of the host page moves. */
export function drawLauncher(words: { readonly open: string }, side: 'left' | 'right'): Launcher {
  const host = document.createElement('div');
  host.setAttribute('data-parley-widget', '');
  const root = host.attachShadow({ mode: 'open' });
  addStyles(root);
  const shell = document.createElement('div');
  shell.className = side;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'launcher';
  button.setAttribute('aria-label', words.open);
  button.setAttribute('aria-haspopup', 'dialog');
  button.setAttribute('aria-expanded', 'false');
  const badge = document.createElement('span');
  badge.className = 'badge';
  badge.hidden = true;
  button.append(drawBubble(), badge);
  const said = document.createElement('p');
  said.className = 'said';
  said.setAttribute('role', 'status');
  shell.append(button, said);
  root.append(shell);
  document.body.append(host);
  return {
    button,
    place: (frame) => shell.append(frame),
    showButton: (shown) => {
      button.hidden = !shown;
      button.setAttribute('aria-expanded', String(!shown));
    },
    showUnread: (count) => {
      badge.hidden = count === 0;
      badge.textContent = count > 9 ? '9+' : String(count);
      button.setAttribute('aria-label', count === 0 ? words.open : `${words.open} (${count})`);
    },
    say: (text) => {
      said.textContent = text;
    },
    setPhone: (phone) => shell.classList.toggle('phone', phone),
    remove: () => host.remove(),
  };
}

/** A constructed sheet is no inline style, so the strictest host policy lets it through. */
function addStyles(root: ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  root.adoptedStyleSheets = [sheet];
}

function drawBubble(): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('fill', 'none');
  svg.setAttribute('stroke', 'currentColor');
  svg.setAttribute('stroke-width', '1.8');
  svg.setAttribute('stroke-linecap', 'round');
  svg.setAttribute('aria-hidden', 'true');
  for (const shape of [BUBBLE, 'M8.2 11h.01M12 11h.01M15.8 11h.01']) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', shape);
    svg.append(path);
  }
  return svg;
}
