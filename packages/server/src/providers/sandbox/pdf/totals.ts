import type { Total } from './content.js';
import type { Sheet } from './Sheet.js';
import { body, muted, small, strong } from './style.js';

const PADDING = 4;

/** The sums, in the right half where the amounts stand. They stay together on one page. */
export function drawTotals(sheet: Sheet, totals: Total[]): void {
  const width = sheet.width * 0.55;
  const x = sheet.right - width;
  const rows = totals.map((total) => {
    const valueWidth = Math.min(sheet.measure(total.value, strong), width * 0.6);
    const label = sheet.block(total.label, total.strong ? strong : muted, width - valueWidth - 16, 4);
    const value = sheet.block(total.value, total.strong ? strong : body, valueWidth, 2);
    return { ...total, label, value, height: Math.max(label.height, value.height) + 2 * PADDING };
  });

  const height = rows.reduce((sum, row) => sum + row.height, 0) + PADDING;
  if (!sheet.hasRoomFor(height)) sheet.startPage();
  sheet.y += PADDING;
  sheet.group('Table', () => {
    for (const row of rows) {
      if (row.strong) sheet.hairline(sheet.y, x);
      sheet.group('TR', () => {
        sheet.tag('TH', () => sheet.draw(row.label, x, sheet.y + PADDING), 'Row');
        const valueX = sheet.right - row.value.width;
        sheet.tag('TD', () => sheet.draw(row.value, valueX, sheet.y + PADDING, 'right'));
      });
      sheet.y += row.height;
    }
  });
}

/** Sentences that belong to the sums, such as the one that reverse charge asks for. */
export function drawNotes(sheet: Sheet, notes: string[]): void {
  for (const note of notes) {
    const block = sheet.block(note, small, sheet.width, 4);
    if (!sheet.hasRoomFor(block.height + 16)) sheet.startPage();
    sheet.y += 16;
    sheet.tag('P', () => sheet.draw(block, sheet.left, sheet.y));
    sheet.y += block.height;
  }
}
