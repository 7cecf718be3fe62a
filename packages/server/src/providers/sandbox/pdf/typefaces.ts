import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

/** The two weights that documents are set in. */
export type Weight = 'regular' | 'bold';

/** A family of fonts, read from disk the first time that a weight of it is needed. */
export interface Typeface {
  font(weight: Weight): Font;
}

/** Where a package that is installed next to this one keeps a file; throws when it is not installed. */
type Resolve = (specifier: string) => string;

const fromHere: Resolve = createRequire(import.meta.url).resolve;

const ALWAYS = {
  regular: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
};

const OPTIONAL = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf',
};

/**
 * The typefaces of documents, the preferred one first: Noto Sans (Latin, Cyrillic, Greek, Devanagari), then Noto
 * Sans SC (Chinese, Japanese) where somebody installed it. The second one is 90 MB of fonts, too much to ask of
 * everybody.
 */
export function installedTypefaces(resolve: Resolve = fromHere): Typeface[] {
  return [
    typeface(ALWAYS, resolve),
    ...(isInstalled(OPTIONAL.regular, resolve) ? [typeface(OPTIONAL, resolve)] : []),
  ];
}

function typeface(files: Record<Weight, string>, resolve: Resolve): Typeface {
  const open = new Map<Weight, Font>();
  return {
    font(weight) {
      const font = open.get(weight) ?? create(readFileSync(resolve(files[weight])));
      open.set(weight, font);
      return font;
    },
  };
}

function isInstalled(file: string, resolve: Resolve): boolean {
  try {
    resolve(file);
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes an open font forget which text it has set before.
 *
 * Fonts stay open because opening one takes ten times as long as drawing a page. But fontkit remembers with every
 * glyph the characters that it first stood for, and pdfkit writes those into the document (as what is copied or
 * searched for). Without this, a document would depend on the documents drawn before it.
 */
export function forgetGlyphs(font: Font): void {
  font._glyphs = {};
}
