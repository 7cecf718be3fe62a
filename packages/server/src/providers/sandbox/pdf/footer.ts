import type { Content } from './content.js';
import type { Block, Sheet } from './Sheet.js';
import { accentOf, small } from './style.js';
import { words } from './words.js';

const GAP = 8;

/** What stands on the edges of every page. */
export interface Edges {
  /** Left in the footer: test mode, and where to ask. */
  notices: Block[];
  height: number;
}

/**
 * Keeps room for the footer on all pages.
 *
 * Links are printed as text, and nothing in the document can be clicked: a document travels far, and what it links
 * to should be read before it is opened.
 */
export function reserveEdges(sheet: Sheet, content: Content): Edges {
  const notices = [words.testMode, ...content.links].map((text) =>
    sheet.block(text, small, sheet.width * 0.6, 2),
  );
  const height = notices.reduce((sum, notice) => sum + notice.height, 0);
  sheet.footerHeight = height + 2 * GAP;
  return { notices, height };
}

/** Goes over all pages once their number is known: the accent at the top, the footer with the page at the bottom. */
export function drawEdges(sheet: Sheet, content: Content, edges: Edges): void {
  const { pages } = sheet;
  for (let page = 1; page <= pages; page += 1) {
    sheet.returnToPage(page);
    sheet.decorate((pdf) => pdf.rect(0, 0, pdf.page.width, 4).fill(accentOf(content.accent)));
    drawFooter(sheet, edges, words.page(content.number, page, pages));
  }
}

function drawFooter(sheet: Sheet, { notices, height }: Edges, pageText: string): void {
  const page = sheet.block(pageText, small, sheet.width * 0.4 - GAP, 2);
  let y = sheet.bottom - height;
  sheet.hairline(y - GAP);

  sheet.decorate(() => sheet.draw(page, sheet.right - page.width, y, 'right'));
  for (const notice of notices) {
    sheet.decorate(() => sheet.draw(notice, sheet.left, y));
    y += notice.height;
  }
}
