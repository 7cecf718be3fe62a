import type { Content, Line } from './content.js';
import type { Block, Sheet } from './Sheet.js';
import { body, muted, small } from './style.js';
import { words } from './words.js';

const PADDING = 7;
const COLUMN_GAP = 16;
const NAMES_HEIGHT = small.lineHeight + 5;
const LONGEST_DESCRIPTION = 12;

interface Columns {
  description: number;
  numbers: { column: 'quantity' | 'unitAmount' | 'amount'; x: number; width: number }[];
}

/** A line, set in its columns. */
interface Row {
  description: Block[];
  numbers: { block: Block; x: number }[];
  height: number;
}

/** The lines, over as many pages as they need. A line is never split, and each page names the columns again. */
export function drawLineTable(sheet: Sheet, lines: Content['lines']): void {
  const columns = measureColumns(sheet, lines);
  const rows = lines.map((line) => setRow(sheet, columns, line));
  if (!sheet.hasRoomFor(NAMES_HEIGHT + (rows[0]?.height ?? 0))) sheet.startPage();

  sheet.group('Table', () => {
    sheet.group('TR', () => drawColumnNames(sheet, columns, (draw) => sheet.tag('TH', draw, 'Column')));
    for (const row of rows) {
      if (!sheet.hasRoomFor(row.height)) {
        sheet.startPage();
        // Named again for the eye only: to a screen reader this is still the same table.
        drawColumnNames(sheet, columns, (draw) => sheet.decorate(draw));
      }
      drawRow(sheet, row);
    }
  });
}

/** Numbers get the width of the longest one, so that an amount is not broken; the description gets the rest. */
function measureColumns(sheet: Sheet, lines: Line[]): Columns {
  let x = sheet.right + COLUMN_GAP;
  const numbers = (['amount', 'unitAmount', 'quantity'] as const).map((column) => {
    const longest = lines.reduce(
      (width, line) => Math.max(width, sheet.measure(line[column], body)),
      sheet.measure(words[column], small),
    );
    const width = Math.ceil(Math.min(longest, sheet.width / 4));
    x -= COLUMN_GAP + width;
    return { column, x, width };
  });
  return { description: x - COLUMN_GAP - sheet.left, numbers: numbers.reverse() };
}

function setRow(sheet: Sheet, columns: Columns, line: Line): Row {
  const description = [sheet.block(line.description, body, columns.description, LONGEST_DESCRIPTION)];
  if (line.period) description.push(sheet.block(line.period, small, columns.description, 2));
  const numbers = columns.numbers.map(({ column, x, width }) => ({
    block: sheet.block(line[column], column === 'amount' ? body : muted, width, 3),
    x,
  }));

  const textHeight = description.reduce((sum, block) => sum + block.height, 0);
  const height = Math.max(textHeight, ...numbers.map(({ block }) => block.height)) + 2 * PADDING;
  return { description, numbers, height };
}

function drawColumnNames(sheet: Sheet, columns: Columns, mark: (draw: () => void) => void): void {
  const description = sheet.block(words.description, small, columns.description, 1);
  mark(() => sheet.draw(description, sheet.left, sheet.y));
  for (const { column, x, width } of columns.numbers) {
    mark(() => sheet.draw(sheet.block(words[column], small, width, 1), x, sheet.y, 'right'));
  }
  sheet.y += NAMES_HEIGHT;
  sheet.hairline(sheet.y);
}

function drawRow(sheet: Sheet, { description, numbers, height }: Row): void {
  const top = sheet.y + PADDING;
  sheet.group('TR', () => {
    sheet.tag('TD', () => {
      let y = top;
      for (const block of description) {
        sheet.draw(block, sheet.left, y);
        y += block.height;
      }
    });
    for (const { block, x } of numbers) sheet.tag('TD', () => sheet.draw(block, x, top, 'right'));
  });
  sheet.y += height;
  sheet.hairline(sheet.y);
}
