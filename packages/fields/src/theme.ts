/** How the fields look: plain values, so that nothing in them can name an address or another property. */
export type Theme = Partial<Record<ThemeName, string>>;

const color = /^rgb\(\d{1,3}, \d{1,3}, \d{1,3}\)$/;
const length = /^\d{1,4}(\.\d{1,4})?px$/;

const forms = {
  scheme: /^(light|dark)$/,
  direction: /^(ltr|rtl)$/,
  font: /^[\p{L}\p{N} ,.'"_-]{1,400}$/u,
  fontSize: length,
  radius: length,
  controlHeight: length,
  surface: color,
  text: color,
  textMuted: color,
  border: color,
  hover: color,
  accentText: color,
  accentSoft: color,
  dangerText: color,
  dangerBorder: color,
  ring: color,
} as const;

type ThemeName = keyof typeof forms;

/** The values that are what they should be; what is missing or odd is the page's own. Null for what is no theme at all. */
export function readTheme(value: unknown): Theme | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const theme: Theme = {};
  for (const [name, form] of Object.entries(forms) as [ThemeName, RegExp][]) {
    const given: unknown = Object.hasOwn(value, name) ? (value as Theme)[name] : undefined;
    if (typeof given === 'string' && form.test(given)) theme[name] = given;
  }
  return theme;
}

/** Puts a theme on the page: its values become the variables that the style sheet reads. */
export function applyTheme({ scheme, direction, ...values }: Theme): void {
  const page = document.documentElement;
  // Of the same scheme as the page around it, a frame is see-through; of another one it is not.
  page.style.colorScheme = scheme ?? '';
  page.dir = direction ?? 'ltr';
  for (const name of Object.keys(forms) as ThemeName[]) {
    if (name === 'scheme' || name === 'direction') continue;
    const property = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    const value = values[name];
    if (value === undefined) page.style.removeProperty(property);
    else page.style.setProperty(property, value);
  }
}
