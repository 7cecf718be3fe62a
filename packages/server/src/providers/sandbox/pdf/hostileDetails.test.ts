import type { BillingDetails } from '@billfold/contract';
import { describe, expect, test } from 'vitest';
import { documentOf, invoiceOf } from '../../../../test/invoiceDocument.js';
import { inspect, needs, objectsOf, streamsOf, textOf } from '../../../../test/pdf.js';
import type { InvoiceDocument } from '../documents.js';
import { createRenderDocument } from './createRenderDocument.js';
import { installedTypefaces } from './typefaces.js';

const render = createRenderDocument({ typefaces: installedTypefaces().slice(0, 1) });

/** Billing details that say one thing everywhere, as no input lets in any more and old data may hold. */
function saying(text: string): InvoiceDocument {
  const address: BillingDetails['address'] = {
    country: 'BR',
    line1: text,
    line2: text,
    city: text,
    region: text,
    postalCode: text,
  };
  const taxIds = (['eu_vat', 'br_cnpj', 'unknown'] as const).map((type) => ({ type, value: text }));
  const customer = { ...documentOf().customer, name: text, email: text, phone: text, address, taxIds };
  return documentOf({ customer: { ...customer, purchaseOrder: text } });
}

/** Texts that have done harm somewhere: in spreadsheets, in browsers, in viewers of PDFs, in eyes. */
const hostile: [string, string][] = [
  ['a formula', '=HYPERLINK("http://x.example","y")'],
  ['a full-width formula', '＝cmd|A0'],
  ['markup', '<img src=x onerror=alert(1)><script>alert(1)</script>'],
  ['an action of a PDF', ') Tj ET /JS (app.alert(1)) /URI (http://x.example)'],
  ['an object of a PDF', '\\) endstream endobj 1 0 obj << /OpenAction << /S /Launch >> >> %%EOF'],
  ['a turned direction', 'safe\u202egpj.exe\u202c'],
  ['isolates', '\u2066right\u2069 \u2067left\u2069'],
  ['characters that nobody sees', 'a\u0000b\u200bc\ufeffd\u2060e\u00ad'],
  ['emoji', '👩‍👩‍👧‍👦🏴‍☠️🧾'],
  ['half a character', '\ud83d rest \ude00'],
  ['marks upon marks', `Z${'\u0301'.repeat(500)}`],
  ['lines', 'one\r\ntwo\u2028three\vfour'],
  ['a field of an address format', '%A%C%S%Z%N'],
  ['ten thousand characters', 'Wide '.repeat(2_000)],
  ['one word of ten thousand', 'W'.repeat(10_000)],
  ['ten thousand emoji', '👍'.repeat(5_000)],
  ['ten thousand brackets', '['.repeat(10_000)],
];

describe('billing details from before anything was checked', () => {
  test.for(hostile)('[X185] %s is drawn as text and does nothing', async ([, text], context) => {
    const started = performance.now();
    const bytes = await render(saying(text));
    // Measured at a tenth of it on a laptop; what grows with the square of a text takes minutes.
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(bytes.length).toBeLessThan(400_000);
    expect(objectsOf(bytes)).not.toMatch(
      /\/(JS|JavaScript|Launch|URI|OpenAction|AA|Action|Annots?|GoTo[RE]?|SubmitForm|AcroForm|EmbeddedFiles?|RichMedia)\b/,
    );
    expect(streamsOf(bytes).filter((stream) => stream.includes('http://'))).toEqual([]);

    needs('qpdf', context);
    expect(inspect('qpdf', bytes, '--check', 'FILE')).toContain('No syntax or stream encoding errors');
    needs('pdftotext', context);
    const pages = textOf(bytes).split('\f').slice(0, -1);
    expect(pages.length).toBeLessThanOrEqual(2);
    expect(pages.join()).not.toMatch(/[\p{Bidi_Control}\u0000-\u0008\u200b\ufeff]/u);
    // What matters still stands, on the page it belongs to.
    expect(pages[0]).toContain('$119.00 USD due December 1, 2026');
    expect(pages.join()).toMatch(/Amount due \(USD\) +\$119\.00/);
    expect(pages.join()).toContain('Purchase order');
    expect(pages.join()).toContain('CNPJ');
  });

  test.for(hostile.filter(([, text]) => text.length < 200))(
    '[X185] %s can be read',
    async ([, text], context) => {
      needs('pdftotext', context);
      const plain = inspect('pdftotext', await render(saying(text)), '-raw', 'FILE', '-').replace(/\s+/g, '');
      const seen = text.replace(/[\p{Control}\p{Default_Ignorable_Code_Point}]/gu, '');
      // A word of it that needs no other font, and has no bracket of a character without a glyph in it.
      const first = /[!-Z^-~]{3,}/.exec(seen);
      if (first) expect(plain).toContain(first[0]);
      else expect(plain).toMatch(/\[U\+[0-9A-F]{4,}\]/);
    },
  );

  test('[X183] where invoices are sent is on none', async (context) => {
    needs('pdftotext', context);
    const customer = { ...documentOf().customer, invoiceEmails: ['books@customer.example'] };
    expect(textOf(await render(documentOf({ customer, invoice: invoiceOf() })))).not.toContain('books@');
  });
});
