import type { Weight } from './typefaces.js';
import { visibleOnPaper } from './visibleOnPaper.js';

/** The light colours of the kit's default theme, so that page and document look like one house. */
export const colours = {
  accent: '#215aa2',
  text: '#16181c',
  muted: '#5e6165',
  hairline: '#dce0e5',
  success: { ink: '#0f6a31', paper: '#ecf5ed' },
  warning: { ink: '#7f5300', paper: '#faf2ea' },
  neutral: { ink: '#5e6165', paper: '#edf0f5' },
};

/** How a piece of text is set. Sizes are in points, 72 to the inch. */
export interface TextStyle {
  weight: Weight;
  size: number;
  lineHeight: number;
  colour: string;
}

export const title: TextStyle = { weight: 'bold', size: 20, lineHeight: 28, colour: colours.text };
export const headline: TextStyle = { weight: 'bold', size: 14, lineHeight: 20, colour: colours.text };
export const body: TextStyle = { weight: 'regular', size: 9.5, lineHeight: 14, colour: colours.text };
export const strong: TextStyle = { ...body, weight: 'bold' };
export const muted: TextStyle = { ...body, colour: colours.muted };
export const small: TextStyle = { ...muted, size: 8, lineHeight: 12 };

/** Empty space around what is printed. */
export const margin = { left: 56, right: 56, top: 52, bottom: 36 };

/** Half of a capital's height, as a part of the font size: what it takes to centre capitals on a line. */
export const HALF_CAPITAL = 0.357;

/** The merchant's colour where it is one, else ours; darker where it would hardly be seen on paper. */
export function accentOf(colour: string | null): string {
  return colour !== null && /^#[0-9a-f]{6}$/i.test(colour) ? visibleOnPaper(colour) : colours.accent;
}

/** The paper that is in the printers of a country, by its code. */
export function paperOf(country: string | null): 'LETTER' | 'A4' {
  return country !== null && ['US', 'CA', 'MX'].includes(country) ? 'LETTER' : 'A4';
}
