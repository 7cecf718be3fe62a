import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import type { TestContext } from 'vitest';

/** Skips a test, and says why, where the program that it looks at a PDF with is not installed. */
export function needs(program: 'pdftotext' | 'pdfinfo' | 'qpdf', { skip }: TestContext): void {
  const { error } = spawnSync(program, ['--version']);
  const debian = program === 'qpdf' ? 'qpdf' : 'poppler-utils';
  if (error) skip(`${program} is not installed (Debian package ${debian})`);
}

/** What a program prints about a PDF, which it gets as a file. */
export function inspect(program: string, bytes: Uint8Array, ...options: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'billfold-pdf-'));
  try {
    const file = join(folder, 'document.pdf');
    writeFileSync(file, bytes);
    return execFileSync(
      program,
      options.map((option) => option.replace('FILE', file)),
      {
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The text of a PDF in the order it is read, as somebody would copy it. */
export function textOf(bytes: Uint8Array): string {
  return inspect('pdftotext', bytes, '-layout', 'FILE', '-');
}

/** A PDF as it stands in its file: its objects, without the content of streams and strings. */
export function objectsOf(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/\bstream\n[^]*?\nendstream/g, 'stream endstream')
    .replace(/\((?:\\[^]|[^\\)])*\)/g, '()');
}

/** The drawing instructions and other text streams of a PDF. */
export function streamsOf(bytes: Uint8Array): string[] {
  const file = Buffer.from(bytes).toString('latin1');
  return [...file.matchAll(/FlateDecode[^]*?\bstream\n([^]*?)\nendstream/g)].map((match) =>
    inflateSync(Buffer.from(match[1] as string, 'latin1')).toString('latin1'),
  );
}
