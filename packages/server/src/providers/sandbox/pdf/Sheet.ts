import type { Font } from 'fontkit';
import PDFDocument from 'pdfkit';
import { legibleText, splitIntoRuns, withoutInvisible } from './legibleText.js';
import { colours, HALF_CAPITAL, margin, type TextStyle } from './style.js';
import { forgetGlyphs, type Typeface } from './typefaces.js';
import { wrapText } from './wrapText.js';

interface SheetOptions {
  typefaces: readonly Typeface[];
  paper: 'A4' | 'LETTER';
  locale: string;
  title: string;
  author: string;
  madeAt: Date;
}

/** An image that is open. */
interface Picture {
  width: number;
  height: number;
}

/** Text broken into lines and ready to be drawn. */
export interface Block {
  lines: string[];
  style: TextStyle;
  width: number;
  height: number;
}

/**
 * The paper that documents are drawn on: pages, a cursor that goes down them, text in fonts that can show it, and
 * the tags by which a screen reader finds its way.
 *
 * Everything is drawn at once and nothing waits in between, which is what lets all documents use the same open fonts.
 */
export class Sheet {
  readonly left = margin.left;
  readonly right: number;
  /** Where the next thing is drawn, from the top of the page. */
  y = margin.top;
  /** What is kept free above the lower margin of every page. Set before anything is drawn. */
  footerHeight = 0;

  private readonly pdf: PDFKit.PDFDocument;
  private readonly typefaces: readonly Typeface[];
  /** Fonts of this document, by the names that pdfkit knows them by. */
  private readonly fonts = new Map<Font, string>();
  private readonly chunks: Uint8Array[] = [];
  private readonly ended: Promise<void>;
  private parent: PDFKit.PDFStructureElement;

  constructor({ typefaces, paper, locale, title, author, madeAt }: SheetOptions) {
    this.typefaces = typefaces;
    const made = { CreationDate: madeAt, ModDate: madeAt };
    this.pdf = new PDFDocument({
      size: paper,
      margin: 0,
      // Without a font of its own pdfkit would mention Helvetica, which it can't embed.
      font: '',
      pdfVersion: '1.7',
      tagged: true,
      displayTitle: true,
      lang: locale,
      // The number of pages is printed on each of them, so none is finished before the last one is.
      bufferPages: true,
      info: {
        Title: withoutInvisible(title),
        Author: withoutInvisible(author),
        Creator: 'Billfold',
        ...made,
      },
    });
    this.ended = new Promise((resolve, reject) => this.pdf.on('end', resolve).on('error', reject));
    this.pdf.on('data', (chunk: Uint8Array) => this.chunks.push(chunk));
    this.right = this.pdf.page.width - margin.right;
    this.parent = this.pdf.struct('Document');
    this.pdf.addStructure(this.parent);
  }

  get width(): number {
    return this.right - this.left;
  }

  get pages(): number {
    return this.pdf.bufferedPageRange().count;
  }

  /** Where the footer ends. */
  get bottom(): number {
    return this.pdf.page.height - margin.bottom;
  }

  hasRoomFor(height: number): boolean {
    return this.y + height <= this.bottom - this.footerHeight;
  }

  startPage(): void {
    this.pdf.addPage();
    this.y = margin.top;
  }

  /** Goes back to a page that is drawn already, counted from 1. */
  returnToPage(page: number): void {
    this.pdf.switchToPage(page - 1);
  }

  /** Groups what is drawn meanwhile under a tag, such as a row of a table. */
  group(tag: string, draw: () => void): void {
    const outer = this.parent;
    this.parent = this.pdf.struct(tag);
    outer.add(this.parent);
    draw();
    this.parent.end();
    this.parent = outer;
  }

  /** Tags a piece of content, such as a heading or a cell. */
  tag(tag: string, draw: () => void, scope?: 'Column' | 'Row'): void {
    const options: PDFKit.Mixins.StructureElementOptions & { scope?: string } = { scope };
    this.parent.add(this.pdf.struct(tag, options, [draw]));
  }

  /** Draws what tells a reader nothing: lines, colour, what is said again on every page. */
  decorate(draw: (pdf: PDFKit.PDFDocument) => void): void {
    this.pdf.markContent('Artifact', { type: 'Layout' });
    draw(this.pdf);
    this.pdf.endMarkedContent();
  }

  hairline(y: number, from = this.left, to = this.right): void {
    this.decorate((pdf) => pdf.rect(from, y, to - from, 0.75).fill(colours.hairline));
  }

  /** Breaks text into lines of a width; what does not fit into `maxLines` ends in an ellipsis. */
  block(text: string, style: TextStyle, width: number, maxLines: number): Block {
    const legible = legibleText(text, this.typefaces, style.weight);
    const lines = wrapText(legible, { width, maxLines, measure: (part) => this.measureLegible(part, style) });
    return { lines, style, width, height: lines.length * style.lineHeight };
  }

  /** How wide text is on one line. */
  measure(text: string, style: TextStyle): number {
    return this.measureLegible(legibleText(text, this.typefaces, style.weight), style);
  }

  /** Draws a block with its upper left corner at `x`, `y`, whatever the cursor says. */
  draw({ lines, style, width }: Block, x: number, y: number, align: 'left' | 'right' = 'left'): void {
    for (const [index, line] of lines.entries()) {
      const indent = align === 'right' ? width - this.measureLegible(line, style) : 0;
      this.drawLine(line, x + indent, y + index * style.lineHeight, style);
    }
  }

  /**
   * Draws an image as large as its place allows, at the right of it, never larger than it is at 96 pixels to the inch.
   *
   * @param meaning what it shows, for who does not see it.
   * @returns how high it has become.
   */
  picture(
    image: Uint8Array,
    meaning: string,
    place: { x: number; y: number; width: number; height: number },
  ): number {
    // What the drawing library calls it is missing in its types.
    const opened = (this.pdf as unknown as { openImage(src: Uint8Array): Picture }).openImage(image);
    const scale = Math.min(place.width / opened.width, place.height / opened.height, 72 / 96);
    const [width, height] = [opened.width * scale, opened.height * scale];
    const x = place.x + place.width - width;
    const options = { alt: withoutInvisible(meaning) };
    const draw = () => void this.pdf.image(opened as never, x, place.y, { width, height });
    this.parent.add(this.pdf.struct('Figure', options, [draw]));
    return height;
  }

  /** Closes the document. */
  async finish(): Promise<Uint8Array> {
    this.parent.end();
    this.pdf.end();
    await this.ended;
    return new Uint8Array(Buffer.concat(this.chunks));
  }

  private drawLine(line: string, x: number, y: number, style: TextStyle): void {
    const baseline = y + style.lineHeight / 2 + style.size * HALF_CAPITAL;
    let at = x;
    for (const { text, font } of splitIntoRuns(line, this.typefaces, style.weight)) {
      this.setFont(font, style).fillColor(style.colour);
      this.pdf.text(text, at, baseline, { lineBreak: false, baseline: 'alphabetic' });
      at += this.pdf.widthOfString(text);
    }
  }

  private measureLegible(line: string, style: TextStyle): number {
    return splitIntoRuns(line, this.typefaces, style.weight)
      .map(({ text, font }) => this.setFont(font, style).widthOfString(text))
      .reduce((sum, width) => sum + width, 0);
  }

  private setFont(font: Font, style: TextStyle): PDFKit.PDFDocument {
    const name = this.fonts.get(font) ?? this.takeIn(font);
    return this.pdf.font(name, style.size);
  }

  private takeIn(font: Font): string {
    const name = `font-${this.fonts.size + 1}`;
    forgetGlyphs(font);
    // pdfkit takes fonts that are open already; its types do not say so yet.
    this.pdf.registerFont(name, font as unknown as PDFKit.Mixins.PDFFontSource);
    this.fonts.set(font, name);
    return name;
  }
}
