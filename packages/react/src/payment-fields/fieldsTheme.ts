import { paintedColor } from './paintedColor.js';

/** How fields in a frame are to look: resolved values, because a frame knows no variable of ours. */
export interface FieldsTheme {
  scheme: 'light' | 'dark';
  direction: 'ltr' | 'rtl';
  font: string;
  /** Pixels, as are all lengths. */
  fontSize: string;
  radius: string;
  controlHeight: string;
  /** Null where colours can not be read: the fields take their own for the scheme. */
  colors: FieldsColors | null;
}

export type FieldsColors = Readonly<Record<keyof typeof tokens, string>>;

/** The tokens behind the colours. */
const tokens = {
  surface: '--bf-surface-raised',
  text: '--bf-text',
  textMuted: '--bf-text-muted',
  border: '--bf-border-strong',
  hover: '--bf-surface-hover',
  accent: '--bf-accent-fill',
  onAccent: '--bf-on-accent',
  accentText: '--bf-accent-text',
  accentSoft: '--bf-accent-soft',
  dangerText: '--bf-danger-text',
  dangerBorder: '--bf-danger-solid',
  ring: '--bf-ring',
} as const;

/** The theme in the place of an element, which stands below a `.bf-root`. */
export function readFieldsTheme(element: HTMLElement): FieldsTheme {
  const probe = document.createElement('span');
  // Without a transition: one of the host's would show us a colour on its way.
  probe.style.cssText =
    'position: absolute; visibility: hidden; transition: none; block-size: var(--bf-control-height); border-radius: var(--bf-radius-md)';
  element.append(probe);
  try {
    const style = getComputedStyle(probe);
    const { fontFamily: font, fontSize, borderTopLeftRadius: radius, height: controlHeight } = style;
    const direction = style.direction === 'rtl' ? 'rtl' : 'ltr';
    const colors = readColors(probe);
    const scheme = colors ? schemeOf(colors) : schemeOfSystem();
    return { scheme, direction, font, fontSize, radius, controlHeight, colors };
  } finally {
    probe.remove();
  }
}

function readColors(probe: HTMLElement): FieldsColors | null {
  const colors: [string, string][] = [];
  for (const [name, token] of Object.entries(tokens)) {
    probe.style.color = `var(${token})`;
    const color = paintedColor(getComputedStyle(probe).color);
    if (color === null) return null;
    colors.push([name, color]);
  }
  return Object.fromEntries(colors) as FieldsColors;
}

/** It is dark where the text is lighter than what it stands on. */
const schemeOf = ({ text, surface }: FieldsColors): FieldsTheme['scheme'] =>
  lightness(text) > lightness(surface) ? 'dark' : 'light';

function lightness(color: string): number {
  const [red = 0, green = 0, blue = 0] = color.match(/\d+/g)?.map(Number) ?? [];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const schemeOfSystem = () => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

const MEDIA = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(pointer: coarse)'];

/**
 * Calls back whenever the theme in the place of an element is another one: a host sets a class or an attribute on any
 * element above, changes a style sheet, or the system's setting changes.
 *
 * @returns what ends it
 */
export function watchFieldsTheme(element: HTMLElement, onChange: (theme: FieldsTheme) => void): () => void {
  let shown = JSON.stringify(readFieldsTheme(element));
  let frame = 0;
  const look = () => {
    frame = 0;
    const theme = readFieldsTheme(element);
    const seen = JSON.stringify(theme);
    if (seen !== shown) onChange(theme);
    shown = seen;
  };
  // Once a frame at most: hosts change several attributes in one go.
  const soon = () => {
    if (frame === 0) frame = requestAnimationFrame(look);
  };

  const observer = new MutationObserver(soon);
  for (let above = element.parentElement; above; above = above.parentElement)
    observer.observe(above, { attributes: true });
  observer.observe(document.head, { childList: true, subtree: true, characterData: true });
  const queries = MEDIA.map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', soon);

  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
    for (const query of queries) query.removeEventListener('change', soon);
  };
}
