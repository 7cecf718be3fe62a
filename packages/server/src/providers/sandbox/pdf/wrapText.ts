/** Measures text in points. */
type Measure = (text: string) => number;

interface WrapOptions {
  width: number;
  /** How many lines at most; what does not fit ends in an ellipsis. */
  maxLines: number;
  measure: Measure;
}

/** Scripts that are written without spaces: a line may end after each of their characters. */
const IDEOGRAPH = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}';

/**
 * What stays together on a line: a run of spaces, an ideograph with the punctuation that follows it, the name of a
 * character without a glyph, or a word.
 */
const PIECE = new RegExp(
  ` +|[${IDEOGRAPH}][\\p{M}\\p{Pe}\\p{Pf}\\p{Po}]*|\\[U\\+[0-9A-F]+\\]|[^ \\[${IDEOGRAPH}]+|\\[`,
  'gu',
);

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Breaks text into lines. A word that is wider than a line is broken inside, between two characters. */
export function wrapText(text: string, options: WrapOptions): string[] {
  const { width, maxLines, measure } = options;
  const lines: string[] = [];
  let line = '';
  let lineWidth = 0;

  for (const piece of piecesOf(text, options)) {
    const pieceWidth = measure(piece);
    if (line !== '' && lineWidth + pieceWidth > width && piece.trim() !== '') {
      lines.push(line.trimEnd());
      line = '';
      lineWidth = 0;
      if (lines.length > maxLines) return endInEllipsis(lines, options);
    }
    if (line === '' && piece.trim() === '') continue;
    line += piece;
    lineWidth += pieceWidth;
  }
  if (line !== '') lines.push(line.trimEnd());
  return lines.length > maxLines ? endInEllipsis(lines, options) : lines;
}

function* piecesOf(text: string, { width, measure }: WrapOptions): Generator<string> {
  for (const [piece] of text.matchAll(PIECE)) {
    if (piece.trim() === '' || (piece.length < 100 && measure(piece) <= width)) yield piece;
    else for (const { segment } of graphemes.segment(piece)) yield segment;
  }
}

function endInEllipsis(lines: string[], { width, maxLines, measure }: WrapOptions): string[] {
  const kept = lines.slice(0, maxLines);
  const last = [...graphemes.segment(kept.pop() ?? '')].map(({ segment }) => segment);
  while (last.length > 0 && measure(`${last.join('')}…`) > width) last.pop();
  return [...kept, `${last.join('').trimEnd()}…`];
}
