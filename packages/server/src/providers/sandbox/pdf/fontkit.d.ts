/** The part of fontkit that documents use; the package brings no types of its own. */
declare module 'fontkit' {
  export interface Font {
    readonly postscriptName: string;
    hasGlyphForCodePoint(codePoint: number): boolean;
    /** Glyphs by their number, each with the code points it was first made for. Private; see `forgetGlyphs`. */
    _glyphs: Record<number, unknown>;
  }

  export function create(bytes: Uint8Array): Font;
}
