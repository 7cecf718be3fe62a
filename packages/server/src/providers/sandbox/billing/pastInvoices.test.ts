import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Address } from '@billfold/contract';
import type { DocumentBranding } from '../../../provider/Provider.js';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';
import { needs, textOf } from '../../../../test/pdf.js';
import { renderDocument } from '../pdf/renderDocument.js';

let subject: TestSandbox;
beforeAll(async () => {
  subject = await openTestSandbox({ renderDocument });
}, 60_000);
afterAll(() => subject.close());

const branding: DocumentBranding = {
  displayName: 'Demo Cloud',
  logoUrl: null,
  accent: null,
  radius: null,
  font: null,
  supportUrl: null,
  privacyUrl: null,
  termsUrl: null,
  headline: null,
  upgradeUrl: null,
  logo: null,
};
const inCountry = (country: string, city: string): Address => ({
  country,
  line1: '1 Demo Street',
  line2: null,
  city,
  region: null,
  postalCode: '10001',
});

test('[X178] an invoice that was written says the same ever after, and the next one what is so then', async (context) => {
  needs('pdftotext', context);
  const { id } = await subject.run('createSandboxScenario', { scenario: 'vat' });
  const billing = subject.billing({ id });
  const page = { limit: 100, after: null, status: null, year: null };
  const read = async () => {
    const { invoices } = await billing.listInvoices(page);
    return Promise.all(
      invoices.toReversed().map(async (invoice) => ({
        invoice: await billing.getInvoice(invoice.id),
        pdf: (await billing.getInvoiceDocument(invoice.id, 'invoice', branding))!,
        receipt: (await billing.getInvoiceDocument(invoice.id, 'receipt', branding))!,
      })),
    );
  };
  const before = await read();
  expect(before.length).toBeGreaterThanOrEqual(7);

  await billing.updateBillingDetails({
    kind: 'individual',
    name: 'Somebody Else',
    invoiceEmails: ['books@example.com'],
    phone: '+33 1 23 45 67 89',
    address: inCountry('FR', 'Paris'),
    purchaseOrder: 'PO 4711',
  });
  for (const { id: taxId } of (await billing.getBillingDetails()).taxIds) await billing.removeTaxId(taxId);
  await billing.addTaxId({ type: 'fr_siren', value: '552008443' });
  expect(await read()).toEqual(before);

  const now = await subject.sandbox.now(subject.project, subject.unit());
  const advanceTo = new Date(now.getTime() + 32 * 86_400_000).toISOString();
  await subject.run('advanceSandboxClock', { advanceTo });
  const after = await read();
  expect(after.slice(0, before.length)).toEqual(before);

  const [old, next] = [textOf(before.at(-1)!.pdf.bytes), textOf(after.at(-1)!.pdf.bytes)];
  for (const said of ['Demo customer (vat)', 'Germany', 'VAT number DE123456788', 'Reverse charge: VAT']) {
    expect(old).toContain(said);
    expect(next).not.toContain(said);
  }
  for (const said of ['Somebody Else', 'Paris', 'France, 20%', 'SIREN 552 008 443', 'PO 4711']) {
    expect(next).toContain(said);
    expect(old).not.toContain(said);
  }
  expect(next).not.toContain('books@example.com');
});
