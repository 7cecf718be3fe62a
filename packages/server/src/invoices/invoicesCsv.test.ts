import fc from 'fast-check';
import type { Invoice, Money } from '@billfold/contract';
import { describe, expect, test } from 'vitest';
import { invoiceOf, jpy, paidInvoiceOf, usd } from '../../test/invoiceDocument.js';
import { readCsv } from '../../test/readCsv.js';
import { invoicesCsv } from './invoicesCsv.js';

const BYTE_ORDER_MARK = '\ufeff';

/** The rows of the file, by the names of their columns. */
async function rowsOf(...invoices: Partial<Invoice>[]): Promise<Record<string, string>[]> {
  const text = await invoicesCsv(invoices.map((changes) => ({ ...invoiceOf(), ...changes })));
  expect(text.startsWith(BYTE_ORDER_MARK)).toBe(true);
  const [names = [], ...rows] = readCsv(text.slice(1));
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]!])));
}

describe('the file', () => {
  test('[S105] names its columns, and has one row for each invoice', async () => {
    expect(await rowsOf(paidInvoiceOf())).toEqual([
      {
        Number: 'DEMO-0042',
        Status: 'paid',
        Issued: '2026-11-01',
        Due: '2026-12-01',
        'Paid on': '2026-11-03',
        'Period start': '2026-11-01',
        'Period end': '2026-12-01',
        Currency: 'USD',
        Subtotal: '120.00',
        Discount: '20.00',
        Tax: '19.00',
        Total: '119.00',
        'From credit': '0.00',
        Paid: '119.00',
        Remaining: '0.00',
        Refunded: '0.00',
      },
    ]);
  });

  test('[S105] of no invoices is its names', async () => {
    const [names, ...rows] = readCsv((await invoicesCsv([])).slice(1));
    expect(names).toContain('Number');
    expect(rows).toEqual([]);
  });

  test('[S105] is UTF-8 that says so, with quoted cells and lines that end in CR LF', async () => {
    const bytes = new TextEncoder().encode(await invoicesCsv([invoiceOf({ number: 'Ж-1' })]));
    expect(bytes.slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    expect(text).toContain('"Ж-1"');
    expect(text.split('\r\n')).toHaveLength(3);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});

describe('amounts', () => {
  test.each<[Money, string]>([
    [usd(0), '0.00'],
    [usd(5), '0.05'],
    [usd(-5), '-0.05'],
    [usd(-2000), '-20.00'],
    [jpy(4800), '4800'],
    [{ amount: 1234, currency: 'kwd', exponent: 3 }, '1.234'],
    [{ amount: Number.MAX_SAFE_INTEGER, currency: 'usd', exponent: 2 }, '90071992547409.91'],
  ])('[S106] %j is %s', async (total, written) => {
    expect((await rowsOf({ total }))[0]).toMatchObject({
      Total: written,
      Currency: total.currency.toUpperCase(),
    });
  });

  test('[S106] every amount is exactly its digits', async () => {
    const anyMoney = fc.record({
      amount: fc.maxSafeInteger(),
      currency: fc.constant('usd'),
      exponent: fc.integer({ min: 0, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(anyMoney, async (total) => {
        const written = (await rowsOf({ total }))[0]!['Total']!;
        expect(written).toMatch(/^-?\d+(\.\d+)?$/);
        expect(BigInt(written.replace('.', ''))).toBe(BigInt(total.amount));
        expect(written.split('.')[1]?.length ?? 0).toBe(total.exponent);
      }),
    );
  });
});

/** What has run in a spreadsheet, or made one show what is not there. */
// prettier-ignore
const HOSTILE = [
  '=HYPERLINK("http://x.example","y")', '+1+1', '-1+1', '@SUM(A1)', '=cmd|\' /C calc\'!A0', '|calc', '%0A=1',
  '\t=1+1', '\r=1+1', '\n=1+1', '  =1+1', '\u00a0=1+1', '\u3000=1+1', '\u200b=1+1', '\ufeff=1+1', '\u202e=1+1', '\u0000=1+1',
  '＝1+1', '＋1', '－1', '＠SUM(A1)', '";=1+1', '",=1+1,"', '"\r\n=1+1', '\u2028=1', 'safe\u202egpj.exe', '<img src=x onerror=alert(1)>',
  '\ud800=1', '=\udc00', '\u0001\u0002=1', '\u061c=1', '\u2066=1', '\u00ad=1', '\u180e=1',
];

describe('text', () => {
  test.each(HOSTILE)('[S107] %j is one cell of plain text', async (number) => {
    const [row] = await rowsOf({ number });
    const cell = row!['Number']!;
    expect(Object.keys(row!)).toHaveLength(16);
    expect(row!['Status']).toBe('open');
    expect(cell).not.toMatch(/^[\s=+\-@|%＝＋－＠]/);
    expect(cell).not.toMatch(/[\p{Control}\p{Bidi_Control}\p{Surrogate}\u2028\u2029]/u);
  });

  test('[S107] that is harmless stays as it is', async () => {
    for (const number of ['DEMO-0042', '2F9C4A1B-0001', 'Łódź, "1"', "it's", '1=1', 'a@b', '漢字 👍']) {
      expect((await rowsOf({ number }))[0]!['Number']).toBe(number);
    }
  });

  test('[S107] whatever it is, it is one cell', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (number) => {
        const cell = (await rowsOf({ number }))[0]!['Number']!;
        expect(cell).not.toMatch(/^[\s=+\-@|%＝＋－＠]|[\p{Control}\p{Bidi_Control}\p{Surrogate}]/u);
      }),
      { numRuns: 500 },
    );
  });

  test('[S107] of 10,000 characters is one cell, too', async () => {
    expect((await rowsOf({ number: `=${'9'.repeat(10_000)}` }))[0]!['Number']).toBe(
      `'=${'9'.repeat(10_000)}`,
    );
  });
});
