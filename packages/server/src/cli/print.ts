/** Writes a result for programs. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Something that whoever has typed the command should know, and no program has to read. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Rows under their titles, for people; what is null is left blank. */
export function printTable(titles: readonly string[], rows: readonly (readonly (string | null)[])[]): void {
  const lines = [titles, ...rows.map((row) => row.map((cell) => inOneLine(cell ?? '')))];
  const widths = titles.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  for (const line of lines) {
    print(
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    );
  }
}

/** Names come from people: nothing that is in one may move the cursor or draw a row of its own. */
const inOneLine = (text: string) => text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ');

/** An instant as people read it: to the minute, in UTC. */
export const toMinute = (instant: string | null): string | null =>
  instant && `${instant.slice(0, 10)} ${instant.slice(11, 16)}`;
