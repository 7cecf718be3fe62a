import type { Content, Row, Stamp } from './content.js';
import { drawableLogo } from './drawableLogo.js';
import type { Sheet } from './Sheet.js';
import { body, colours, headline, muted, small, strong, title } from './style.js';
import { words } from './words.js';

const GAP = 28;
const LABEL_WIDTH = 88;
/** Points, at most. */
const LOGO_HEIGHT = 36;
/** Lines: enough for a purchase order of a hundred characters. */
const LONGEST_FACT = 5;

/** How many lines there are for the name and the address, so that the heading leaves room on its page. */
const BILLED_TO_LINES = 34;
const LONGEST_NAME = 20;

/** The top of the first page: what this is, who it is from and to, its dates, and the one amount that matters. */
export function drawHeading(sheet: Sheet, content: Content): void {
  const half = (sheet.width - GAP) / 2;
  const middle = sheet.left + half + GAP;

  const top = sheet.y;
  drawSeller(sheet, content, middle, half);
  const sellerEnd = sheet.y;
  sheet.y = top;
  sheet.tag('H1', () => sheet.draw(sheet.block(content.title, title, half, 1), sheet.left, sheet.y));
  if (content.stamp) drawStamp(sheet, content.stamp, sheet.left + sheet.measure(content.title, title) + 12);
  sheet.y = Math.max(sheet.y + title.lineHeight, sellerEnd) + 20;

  const factsTop = sheet.y;
  drawFacts(sheet, content.facts, half);
  const factsEnd = sheet.y;
  sheet.y = factsTop;
  drawBilledTo(sheet, content.billedTo, middle, half);
  sheet.y = Math.max(factsEnd, sheet.y) + 24;

  const amount = sheet.block(content.headline, headline, sheet.width, 3);
  sheet.tag('P', () => sheet.draw(amount, sheet.left, sheet.y));
  sheet.y += amount.height + 18;
}

/** Who it is from. The name stands there with a logo too: an invoice is from somebody with a name. */
function drawSeller(sheet: Sheet, { logo, seller, sellerHeadline }: Content, x: number, width: number): void {
  const image = drawableLogo(logo);
  if (image) sheet.y += sheet.picture(image, seller, { x, y: sheet.y, width, height: LOGO_HEIGHT }) + 2;
  else sheet.y += 7;
  const name = sheet.block(seller, strong, width, 4);
  sheet.tag('P', () => sheet.draw(name, x, sheet.y, 'right'));
  sheet.y += name.height;
  if (sellerHeadline === null) return;
  const line = sheet.block(sellerHeadline, small, width, 3);
  sheet.tag('P', () => sheet.draw(line, x, sheet.y, 'right'));
  sheet.y += line.height;
}

/** A status as on the page: a word on a tinted ground, never colour alone. */
function drawStamp(sheet: Sheet, { text, tone }: Stamp, x: number): void {
  const { ink, paper } = colours[tone];
  const block = sheet.block(text, { ...small, weight: 'bold', colour: ink }, 120, 1);
  const width = sheet.measure(text, block.style);
  const y = sheet.y + (title.lineHeight - block.height) / 2 + 1;
  sheet.decorate((pdf) => pdf.roundedRect(x, y - 2, width + 12, block.height + 4, 4).fill(paper));
  sheet.tag('P', () => sheet.draw(block, x + 6, y));
}

function drawFacts(sheet: Sheet, facts: Row[], width: number): void {
  sheet.group('Table', () => {
    for (const { label, value } of facts) {
      const name = sheet.block(label, muted, LABEL_WIDTH, 2);
      const fact = sheet.block(value, body, width - LABEL_WIDTH, LONGEST_FACT);
      sheet.group('TR', () => {
        sheet.tag('TH', () => sheet.draw(name, sheet.left, sheet.y), 'Row');
        sheet.tag('TD', () => sheet.draw(fact, sheet.left + LABEL_WIDTH, sheet.y));
      });
      sheet.y += Math.max(name.height, fact.height) + 2;
    }
  });
}

function drawBilledTo(sheet: Sheet, lines: string[], x: number, width: number): void {
  if (lines.length === 0) return;
  sheet.tag('P', () => sheet.draw(sheet.block(words.billedTo, muted, width, 1), x, sheet.y));
  sheet.y += muted.lineHeight + 2;
  let left = BILLED_TO_LINES;
  for (const [index, line] of lines.entries()) {
    const following = lines.length - 1 - index;
    const maxLines = Math.min(LONGEST_NAME, left - following);
    const block = sheet.block(line, index === 0 ? strong : body, width, maxLines);
    sheet.tag('P', () => sheet.draw(block, x, sheet.y));
    sheet.y += block.height;
    left -= block.lines.length;
  }
}
