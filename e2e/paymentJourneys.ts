import { expect, type Page } from '@playwright/test';
import { invoiceAfter, newestInvoice, section } from './billing.js';
import type { Demo } from './demo.js';
import {
  addCard,
  expectTold,
  fieldsIn,
  makeDefault,
  methodRow,
  numbers,
  openEntry,
  paymentMethods,
  pressSave,
  removal,
  remove,
  typeAccount,
} from './paymentMethods.js';
import { invoicesOf, newestInvoiceOf, paymentMethodsOf, readPortal } from './readPortal.js';
import { moveTime } from './sandboxPanel.js';

// What Grace does, whose only card runs out with this month: the same in the app's settings and in the hosted portal.

/** The whole life of a card: it expires, a new one takes its place and is really charged, the old one goes, the last stays. */
export async function replacesACard(page: Page, demo: Demo): Promise<void> {
  const [old, next] = ['Visa ending 4242', 'Mastercard ending 4444'];
  // It has up to 31 days on the first of a month, and soon begins with 30.
  const isSoon = new Date().getUTCDate() > 1;
  await expect(methodRow(page, old)).toContainText(isSoon ? 'Expires soon' : 'Expires');
  await expect(methodRow(page, old)).toContainText('Default');
  await expectKept(page, old);

  await addCard(page, numbers.mastercard, next);
  await expect(methodRow(page, next)).toContainText('Expires 12/2034');
  await expect(section(page, 'Next invoice')).toContainText(`Will be charged to ${old}.`);
  await makeDefault(page, next);
  await expectTold(page, `Team is charged to ${next} from now on.`);
  await expect(section(page, 'Next invoice')).toContainText(`Will be charged to ${next}.`);

  const invoice = await invoiceAfter(page, () => moveTime(page, /^To the renewal/));
  expect(invoice).toContain('Paid');
  const { payment, status } = await newestInvoiceOf(page, demo);
  expect([status, payment?.status, payment?.method]).toEqual([
    'paid',
    'succeeded',
    { type: 'card', brand: 'mastercard', last4: '4444' },
  ]);

  await remove(page, old);
  await expectKept(page, next);
  expect(await paymentMethodsOf(page, demo)).toHaveLength(1);
}

/** What is needed by a plan can not be removed, which is said, and so is what to do. */
async function expectKept(page: Page, name: string): Promise<void> {
  await expect(removal(page, name)).toBeDisabled();
  await expect(removal(page, name)).toHaveAccessibleDescription(
    /^It can’t be removed while Team is charged to it\./,
  );
  await expect(methodRow(page, name).getByRole('button', { name: 'Add another first' })).toBeEnabled();
}

/** A debit: its mandate is read before and found afterwards, and what is charged to it is on its way for days. */
export async function paysByDebit(page: Page, demo: Demo): Promise<void> {
  const name = 'SEPA debit ending 3000';
  await openEntry(page);
  await typeAccount(page, numbers.iban);
  await expect(fieldsIn(page).getByText(/^By confirming, you allow the merchant to collect/)).toBeVisible();
  await page.getByLabel('Use it for everything I pay from now on').check();
  await pressSave(page);
  await expectTold(page, `${name} was added.`);
  await expectTold(page, `Team is charged to ${name} from now on.`);
  await expect(methodRow(page, name)).toContainText(/Mandate \S+, accepted on /);

  const invoice = await invoiceAfter(page, () => moveTime(page, /^To the renewal/));
  expect(invoice).toContain('Processing');
  expect(await newestInvoiceOf(page, demo)).toMatchObject({
    status: 'open',
    paidAt: null,
    payment: { status: 'processing', method: { type: 'sepa_debit', last4: '3000' } },
  });
  await expect(removal(page, name)).toHaveAccessibleDescription(/^It can’t be removed while /);

  const isSettled = async () => (await newestInvoice(page)).text.includes('Paid');
  for (let days = 0; days < 10 && !(await isSettled()); days++) await moveTime(page, 'A day');
  expect((await newestInvoice(page)).text).toContain('Paid');
}

/** Company, address and VAT number: they are on the next invoice, and change none that is written. */
export async function becomesACompany(page: Page, demo: Demo): Promise<void> {
  const [before] = await invoicesOf(page, demo);
  const unchanged = await readPortal(page, demo, `/invoices/${before!.id}`);
  await expect(section(page, 'Next invoice')).toContainText('VAT (20%, FR)');

  const details = section(page, 'Billing details');
  await details.getByRole('button', { name: /^Edit/ }).click();
  await details.getByLabel('Business').check();
  await details.getByLabel('Company name').fill('Demo Bakery GmbH');
  await details.getByLabel('Country or region').selectOption('Germany');
  await details.getByLabel('Street address').fill('Beispielstraße 2');
  await details.getByLabel('Postal code').fill('10115');
  await details.getByLabel('City').fill('Berlin');
  await details.getByRole('button', { name: 'Add a tax ID' }).click();
  await details.getByLabel('Tax ID', { exact: true }).fill('DE123456788');
  await details.getByRole('button', { name: 'Save' }).click();
  await expect(details).toContainText('Your billing details are saved.');
  await expect(details).toContainText('with reverse charge');
  for (const shown of ['Demo Bakery GmbH', 'Beispielstraße 2', '10115 Berlin', 'Germany', 'DE123456788'])
    await expect(details).toContainText(shown);

  const upcoming = section(page, 'Next invoice');
  await expect(upcoming).toContainText('reverse charge');
  await expect(upcoming.getByText('Estimated amount due').locator('..')).toContainText('€22.00');
  const invoice = await invoiceAfter(page, () => moveTime(page, /^To the renewal/));
  expect(invoice).toContain('€22.00');
  expect(await newestInvoiceOf(page, demo)).toMatchObject({
    tax: { amount: 0 },
    taxes: [{ name: 'VAT', country: 'DE', reverseCharge: true, amount: { amount: 0 } }],
  });
  expect(await readPortal(page, demo, `/invoices/${before!.id}`)).toEqual(unchanged);
  await expect(paymentMethods(page)).toBeVisible();
}
