import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { documentFor, documentOf, invoiceOf, paidInvoiceOf, usd } from '../../../../test/invoiceDocument.js';
import { inspect, needs, objectsOf, streamsOf, textOf } from '../../../../test/pdf.js';
import { standInTypeface } from '../../../../test/standInTypeface.js';
import type { InvoiceDocument } from '../documents.js';
import { createRenderDocument } from './createRenderDocument.js';
import { renderDocument } from './renderDocument.js';
import { installedTypefaces } from './typefaces.js';

const NOTO_SANS_ONLY = installedTypefaces().slice(0, 1);
const renderInNotoSans = createRenderDocument({ typefaces: NOTO_SANS_ONLY });

/** Much use, line by line, with a long credit now and then. */
const manyLines = Array.from({ length: 300 }, (_, index) => {
  const isCredit = index % 50 === 49;
  return {
    id: `il_${index}`,
    description: isCredit
      ? `Credit ${index} for ${'time that was not used '.repeat(10)}`
      : `Record ${index}.`,
    quantity: 1,
    unitAmount: isCredit ? null : usd(100),
    amount: usd(isCredit ? -50 : 100),
    period: null,
    proration: isCredit,
  };
});
const manyPages = documentOf({ invoice: invoiceOf({ lines: manyLines }) });

/** Names that have done harm somewhere: in spreadsheets, in browsers, in viewers of PDFs. */
const HOSTILE_NAMES = [
  '=HYPERLINK("http://x.example","y")',
  '<img src=x onerror=alert(1)>',
  'safe\u202egpj.exe',
  ') Tj ET /JS (app.alert(1)) /URI (http://x.example)',
  '\\) endstream endobj 1 0 obj << /OpenAction << /S /Launch >> >>',
];

const documents: [string, InvoiceDocument][] = [
  ['an open invoice', documentOf()],
  ['a paid invoice', documentOf({ invoice: paidInvoiceOf() })],
  ['a receipt', documentOf({ kind: 'receipt', invoice: paidInvoiceOf() })],
  ['a void invoice', documentOf({ invoice: invoiceOf({ status: 'void', amountRemaining: usd(0) }) })],
  ['an invoice without lines', documentOf({ invoice: invoiceOf({ lines: [], taxes: [] }) })],
  ['300 lines', manyPages],
  ['a name of 10,000 characters', documentFor('Wide '.repeat(2_000))],
  ['a name of one word', documentFor('W'.repeat(10_000))],
  ['a name in many scripts', documentFor('Łódź Жук Ωμέγα हिन्दी 漢字 عربي 👍')],
  ['hostile names', documentFor(HOSTILE_NAMES.join(' '))],
];

describe('the file', () => {
  test.for(documents)(
    '[X40] %s is a tagged PDF with a language, a title and all its fonts',
    async ([, document]) => {
      const bytes = await renderDocument(document);
      const objects = objectsOf(bytes);
      expect(Buffer.from(bytes.subarray(0, 8)).toString()).toBe('%PDF-1.7');
      expect(bytes.length).toBeLessThan(400_000);
      expect(objects).toMatch(/\/MarkInfo /);
      expect(objects).toMatch(/\/StructTreeRoot /);
      expect(objects).toMatch(/\/Lang \(\)/);
      expect(objects).toMatch(/\/DisplayDocTitle true/);
      const descriptors = objects.match(/\/Type \/FontDescriptor/g) ?? [];
      expect(descriptors.length).toBeGreaterThanOrEqual(2);
      expect(objects.match(/\/FontFile2 /g)).toHaveLength(descriptors.length);
      expect(objects).not.toContain('Helvetica');
    },
  );

  test.for(documents)('[X40] qpdf finds no fault in %s', async ([, document], context) => {
    needs('qpdf', context);
    const report = inspect('qpdf', await renderDocument(document), '--check', 'FILE');
    expect(report).toContain('No syntax or stream encoding errors');
  });

  test('[X40] a reader is told its title, its author and the cells of its tables', async (context) => {
    needs('pdfinfo', context);
    const bytes = await renderDocument(documentOf());
    const about = inspect('pdfinfo', bytes, 'FILE');
    expect(about).toMatch(/^Title: +Invoice DEMO-0042$/m);
    expect(about).toMatch(/^Author: +Demo Cloud$/m);
    expect(about).toMatch(/^Tagged: +yes$/m);
    const cells = inspect('pdfinfo', bytes, '-struct', 'FILE').match(/^ +T[HD]\b/gm);
    const [facts, columnNames, line, totals] = [3 * 2, 4, 4, 5 * 2] as const;
    expect(cells).toHaveLength(facts + columnNames + line + totals);
  });

  test('[X57] is as large as the paper that the customer has', async () => {
    const document = documentOf();
    const address = { ...document.customer.address!, country: 'US' };
    const american = { ...document, customer: { ...document.customer, address } };
    expect(objectsOf(await renderDocument(document))).toContain('/MediaBox [0 0 595.28 841.89]');
    expect(objectsOf(await renderDocument(american))).toContain('/MediaBox [0 0 612 792]');
  });
});

describe('the bytes', () => {
  test('[X41] are the same every time, also at once', async () => {
    const document = documents.find(([name]) => name === 'a name in many scripts')![1];
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => renderDocument(document)));
    for (const other of others) expect(other).toEqual(first);
  });

  test('[X41] are the same in another process, time zone and language', { timeout: 120_000 }, async () => {
    const program = `
      import { createHash } from 'node:crypto';
      import { renderDocument } from ${JSON.stringify(new URL('./renderDocument.ts', import.meta.url).href)};
      const bytes = await renderDocument(JSON.parse(process.env.DOCUMENT));
      console.log(createHash('sha256').update(bytes).digest('hex'));`;
    const document = documentOf({ kind: 'receipt', invoice: paidInvoiceOf() });
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--conditions=@billfold/source', '--import', 'tsx', '--input-type=module', '--eval', program],
      {
        cwd: fileURLToPath(new URL('.', import.meta.url)),
        encoding: 'utf8',
        env: {
          PATH: process.env['PATH'],
          TZ: 'Pacific/Kiritimati',
          LANG: 'ar_EG.UTF-8',
          LC_ALL: 'ar_EG.UTF-8',
          DOCUMENT: JSON.stringify(document),
        },
      },
    );
    const here = createHash('sha256')
      .update(await renderDocument(document))
      .digest('hex');
    expect(stdout.trim() || stderr).toBe(here);
  });

  test('[X41] do not depend on what was drawn before', async () => {
    // Two characters that share a glyph: the second one must not be copied as the first, which came before it.
    const alike = () => [...NOTO_SANS_ONLY, standInTypeface('漢字', 1)];
    const fresh = createRenderDocument({ typefaces: alike() });
    const used = createRenderDocument({ typefaces: alike() });
    await used(documentFor('漢'));
    expect(await used(documentFor('字'))).toEqual(await fresh(documentFor('字')));
  });

  test('[X41] hold the time of the invoice, or of the payment, and no other', async () => {
    const datesIn = (bytes: Uint8Array) =>
      new Set(
        Buffer.from(bytes)
          .toString('latin1')
          .match(/D:\d{14}Z/g),
      );
    const paid = paidInvoiceOf();
    expect(datesIn(await renderDocument(documentOf({ invoice: paid })))).toEqual(
      new Set(['D:20261101000000Z']),
    );
    expect(datesIn(await renderDocument(documentOf({ kind: 'receipt', invoice: paid })))).toEqual(
      new Set(['D:20261103000000Z']),
    );
  });
});

test('[X50] a time that is none is refused', async () => {
  const document = documentOf({ invoice: invoiceOf({ issuedAt: 'yesterday' }) });
  await expect(renderDocument(document)).rejects.toThrow(RangeError);
});

describe('text', () => {
  test('[X42] in Latin, Cyrillic and Greek can be read and copied', async (context) => {
    needs('pdftotext', context);
    expect(textOf(await renderInNotoSans(documentFor('Łódź łąka Жук Ω Ωμέγα €')))).toContain(
      'Łódź łąka Жук Ω Ωμέγα €',
    );
  });

  test('[X43] without a glyph is printed as its code point', async (context) => {
    needs('pdftotext', context);
    expect(textOf(await renderInNotoSans(documentFor('漢字 GmbH')))).toContain('[U+6F22][U+5B57] GmbH');
  });

  test('[X44] is shown by the optional typeface', async (context) => {
    needs('pdftotext', context);
    const render = createRenderDocument({ typefaces: [...NOTO_SANS_ONLY, standInTypeface('漢字會')] });
    const bytes = await render(documentFor('漢字 GmbH'));
    expect(textOf(bytes)).toContain('漢字 GmbH');
    expect(objectsOf(bytes).match(/\/Type \/FontDescriptor/g)).toHaveLength(3);
  });

  test('[X44] is shown by Noto Sans SC, where that is installed', async (context) => {
    needs('pdftotext', context);
    const typefaces = installedTypefaces();
    if (typefaces.length === 1) context.skip('@expo-google-fonts/noto-sans-sc is not installed');
    const text = textOf(await createRenderDocument({ typefaces })(documentFor('漢字會社 テスト')));
    expect(text).toContain('漢字會社 テスト');
  });

  test.for(HOSTILE_NAMES)('[X46] %j is printed as it stands', async (name, context) => {
    needs('pdftotext', context);
    const words = (text: string) => text.replace(/\s+/g, '');
    const text = inspect('pdftotext', await renderDocument(documentFor(name)), '-raw', 'FILE', '-');
    expect(words(text)).toContain(words(name.replace('\u202e', '')));
  });

  test.for(documents)('[X46] nothing in %s can be clicked, run or opened', async ([, document]) => {
    const bytes = await renderDocument(document);
    expect(objectsOf(bytes)).not.toMatch(
      /\/(JS|JavaScript|Launch|URI|OpenAction|AA|Action|Annots?|GoTo[RE]?|SubmitForm|ImportData|AcroForm|EmbeddedFiles?|Filespec|RichMedia)\b/,
    );
    expect(streamsOf(bytes).filter((stream) => stream.includes('http://'))).toEqual([]);
  });

  test('[X47] that is too long for its place ends in an ellipsis, and the rest of the page stands', async (context) => {
    needs('pdftotext', context);
    for (const name of ['Wide '.repeat(2_000), 'W'.repeat(10_000), '漢'.repeat(10_000)]) {
      const text = textOf(await renderInNotoSans(documentFor(name)));
      expect(text).toContain('…');
      expect(text).toContain('VAT number DE123456788');
      expect(text).toContain('$119.00 USD due December 1, 2026');
      expect(text).toMatch(/Amount due \(USD\) +\$119\.00/);
    }
  });

  test('[X47] that is too long everywhere still leaves every page whole', async (context) => {
    needs('pdftotext', context);
    const long = 'A very long text that goes on. '.repeat(100);
    const address = { country: 'US', line1: long, line2: long, city: long, region: long, postalCode: long };
    const branding = { ...documentOf().branding, displayName: long, supportUrl: long, termsUrl: long };
    const [line] = invoiceOf().lines;
    const document = documentOf({
      invoice: invoiceOf({ number: long, lines: [{ ...line!, description: long }] }),
      customer: {
        ...documentOf().customer,
        name: long,
        email: long,
        address,
        taxIds: [{ type: 'eu_vat', value: long }],
      },
      branding,
    });
    const pages = textOf(await renderDocument(document))
      .split('\f')
      .slice(0, -1);
    expect(pages.length).toBeLessThanOrEqual(2);
    for (const page of pages) expect(page).toContain('Test mode');
    expect(pages.join()).toMatch(/Amount due \(USD\) +\$119\.00/);
  });
});

describe('300 lines', () => {
  test('[X48] are each printed once, and every page names the columns', async (context) => {
    needs('pdftotext', context);
    const pages = textOf(await renderDocument(manyPages))
      .split('\f')
      .slice(0, -1);
    expect(pages.length).toBeGreaterThan(5);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      if (page.includes('Record')) expect(page).toMatch(/Description +Qty +Unit price +Amount/);
    }
    const text = pages.join('\n');
    for (let index = 0; index < 300; index += 1) {
      const name = index % 50 === 49 ? `Credit ${index} for` : `Record ${index}\\.`;
      expect(text.match(new RegExp(name, 'g')), name).toHaveLength(1);
    }
    expect(text.match(/-\$0\.50/g)).toHaveLength(6);
  });

  test('[X48] have their sums together and above the footer, wherever the lines end', async (context) => {
    needs('pdftotext', context);
    for (let length = 6; length < 18; length += 1) {
      const document = documentOf({ invoice: invoiceOf({ lines: manyLines.slice(0, length) }) });
      const pages = textOf(await renderDocument(document)).split('\f');
      const page = pages.find((text) => text.includes('Subtotal'));
      expect(page).toMatch(/Subtotal[^]*Amount due \(USD\)[^]*Test mode/);
    }
  });

  test('[X48] leave the names of the columns on the page of the first line', async (context) => {
    needs('pdftotext', context);
    const [line] = invoiceOf().lines;
    const tall = { ...line!, description: 'Tall '.repeat(200) };
    const { customer, branding } = documentOf();
    const address = { ...customer.address!, line1: 'W'.repeat(1_000), line2: 'W'.repeat(1_000) };
    const text = textOf(
      await renderDocument({
        kind: 'invoice',
        invoice: invoiceOf({ lines: [tall] }),
        customer: { ...customer, name: 'W'.repeat(1_000), address },
        branding,
      }),
    );
    const [first, second] = text.split('\f');
    expect(first).not.toContain('Description');
    expect(second).toMatch(/Description[^]*Tall/);
  });
});

describe('every page', () => {
  test('[X54] says that no money was moved, and where to ask', async (context) => {
    needs('pdftotext', context);
    const pages = textOf(await renderDocument(manyPages))
      .split('\f')
      .slice(0, -1);
    for (const page of pages) {
      expect(page).toContain('Test mode: no money was moved.');
      expect(page).toContain('Support: https://demo.example/support');
      expect(page).toContain('Privacy: https://demo.example/privacy');
      expect(page).toContain('Terms: https://demo.example/terms');
    }
  });

  test.each([
    ['#0000ff', '0 0 1 scn'],
    [null, '0.129 0.353 0.635 scn'],
    ['red', '0.129 0.353 0.635 scn'],
    ['#0000ff scn /JS', '0.129 0.353 0.635 scn'],
  ])('[X55] with the accent %j begins in a colour', async (accent, instruction) => {
    const branding = { ...documentOf().branding, accent };
    const streams = streamsOf(await renderDocument(documentOf({ branding }))).join('\n');
    expect(streams.replace(/\d+\.\d+/g, (number) => String(Number(Number(number).toFixed(3))))).toContain(
      instruction,
    );
  });
});

test('[X58] a second document takes the fonts that the first one opened', async () => {
  let opened = 0;
  const resolve = createRequire(import.meta.url).resolve;
  const typefaces = installedTypefaces((specifier) => {
    opened += 1;
    return resolve(specifier);
  });
  const render = createRenderDocument({ typefaces });
  await render(documentOf());
  const afterFirst = opened;
  await render(documentOf());
  expect(opened).toBe(afterFirst);
});
