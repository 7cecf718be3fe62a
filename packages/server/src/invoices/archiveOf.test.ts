import { expect, test, vi } from 'vitest';
import { readZip } from '../../test/readZip.js';
import { archiveOf, type ArchivedFile } from './archiveOf.js';

const bytes = new TextEncoder().encode('%PDF-1.7 example');
const file = (name: string, more: Partial<ArchivedFile> = {}): ArchivedFile => ({
  name,
  bytes,
  at: '2026-11-01T00:00:00.000Z',
  ...more,
});

test('[S230] files are stored as they are and in their order', async () => {
  const big = new Uint8Array(70_000).map((_, index) => (index * index) % 251);
  const files = [file('z.csv', { bytes: new Uint8Array() }), file('b.pdf', { bytes: big }), file('a.pdf')];
  const read = readZip(await archiveOf(files));
  expect(read.map(({ name }) => name)).toEqual(['z.csv', 'b.pdf', 'a.pdf']);
  expect(read.map(({ bytes }) => Buffer.from(bytes).equals(Buffer.from(big)))).toEqual([false, true, false]);
  expect(readZip(await archiveOf([]))).toEqual([]);
});

test('[S231] no two have one name, whatever a system makes of capital letters', async () => {
  const names = ['in-1.pdf', 'in-1.pdf', 'IN-1.pdf', 'in-1-2.pdf', 'in-1.PDF'];
  const read = readZip(await archiveOf(names.map((name) => file(name))));
  expect(read.map(({ name }) => name)).toEqual([
    'in-1.pdf',
    'in-1-2.pdf',
    'IN-1-3.pdf',
    'in-1-2-2.pdf',
    'in-1-4.PDF',
  ]);
});

test('[S232] the same files are the same bytes, at any time and in any time zone', async () => {
  const instants = ['2026-03-29T00:30:00.000Z', '2026-11-01T23:59:59.999Z', '1969-07-20T20:17:00.000Z', null];
  const files = instants.map((at, index) => file(`${index}.pdf`, { at }));
  const zone = process.env['TZ'];
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    const seen = new Set<string>();
    for (const [index, other] of ['UTC', 'Pacific/Kiritimati', 'America/Sao_Paulo', 'Etc/GMT+12'].entries()) {
      process.env['TZ'] = other;
      vi.setSystemTime(new Date(Date.UTC(2027 + index, index, 3)));
      const archive = await archiveOf(files);
      seen.add(Buffer.from(archive).toString('base64'));
      expect(readZip(archive).map(({ modified }) => modified)).toEqual([
        '2026-03-29 12:00:00',
        '2026-11-01 12:00:00',
        '1980-07-20 12:00:00',
        '1980-01-01 12:00:00',
      ]);
    }
    expect(seen.size).toBe(1);
  } finally {
    vi.useRealTimers();
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
});
