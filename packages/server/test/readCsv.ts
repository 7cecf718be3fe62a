/**
 * Reads a CSV file as strictly as it can be read: every cell in quotes, every line ended by CR LF, nothing between cells
 * but a comma. What another reader would have to guess is an error here.
 */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let at = 0;
  const fail = () =>
    new Error(`Not a strict CSV at character ${at}: ${JSON.stringify(text.slice(at, at + 20))}`);
  while (at < text.length) {
    const row: string[] = [];
    for (;;) {
      const cell = /"((?:[^"]|"")*)"(,|\r\n)/y;
      cell.lastIndex = at;
      const match = cell.exec(text);
      if (!match) throw fail();
      row.push(match[1]!.replaceAll('""', '"'));
      at = cell.lastIndex;
      if (match[2] === '\r\n') break;
    }
    rows.push(row);
  }
  return rows;
}
