import { regionName } from '@billfold/contract/countries';
import type { RenderDocument } from '../documents.js';
import { describeDocument } from './content.js';
import { drawEdges, reserveEdges } from './footer.js';
import { drawHeading } from './heading.js';
import { drawLineTable } from './lineTable.js';
import { Sheet } from './Sheet.js';
import { paperOf } from './style.js';
import { drawNotes, drawTotals } from './totals.js';
import { installedTypefaces, type Typeface } from './typefaces.js';

interface RenderOptions {
  /** Locale of amounts and dates, a language tag. Words are English. */
  locale?: string;
  /** The preferred one first. Default: Noto Sans, and Noto Sans SC where it is installed. */
  typefaces?: readonly Typeface[];
}

/** Makes a `RenderDocument`. Fonts are read with the first document and stay open. */
export function createRenderDocument({ locale = 'en', typefaces }: RenderOptions = {}): RenderDocument {
  let fonts = typefaces;

  return async (document) => {
    fonts ??= installedTypefaces();
    const { address } = document.customer;
    const region = address && (await regionName(address.country, address.region));
    const content = describeDocument(document, locale, region);
    const sheet = new Sheet({
      typefaces: fonts,
      paper: paperOf(address?.country ?? null),
      locale,
      title: content.documentTitle,
      author: content.seller,
      madeAt: content.madeAt,
    });
    const edges = reserveEdges(sheet, content);
    drawHeading(sheet, content);
    drawLineTable(sheet, content.lines);
    drawTotals(sheet, content.totals);
    drawNotes(sheet, content.notes);
    drawEdges(sheet, content, edges);
    return sheet.finish();
  };
}
