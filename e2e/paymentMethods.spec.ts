import { expect } from '@playwright/test';
import { newestInvoice, summary } from './billing.js';
import { test } from './ownDemo.js';
import * as grace from './paymentJourneys.js';
import {
  addCard,
  entry,
  expectFields,
  expectTold,
  fieldsIn,
  methodRow,
  numbers,
  openEntry,
  paymentMethods,
  pressSave,
  save,
  typeCard,
} from './paymentMethods.js';
import { askAsMerchant, newestInvoiceOf, paymentMethodsOf } from './readPortal.js';
import { invoiceRows, signIn } from './settingsPage.js';
import { watchErrors, watchTraffic, watchViolations } from './watch.js';

test.describe('Grace, whose only card runs out with this month,', () => {
  test.beforeEach(({ page }) => signIn(page, 'Grace Demo'));

  test('[E22] replaces it: the new one is charged, the old one goes, the last one stays', ({ page, demo }) =>
    grace.replacesACard(page, demo));

  test('[E23] pays by debit, which is on its way until it settles', ({ page, demo }) =>
    grace.paysByDebit(page, demo));

  test('[E25] becomes a company with a VAT number: reverse charge from the next invoice on', ({
    page,
    demo,
  }) => grace.becomesACompany(page, demo));

  test('[E27] confirms a card with her bank, in the page; refused, nothing is on file', async ({
    page,
    demo,
  }) => {
    await openEntry(page);
    await typeCard(page, numbers.asksAtSetup);
    await pressSave(page);
    const bank = page.getByRole('group', { name: 'Confirm this payment method' });
    await bank.getByRole('button', { name: 'Refuse' }).click();
    await expect(entry(page).getByRole('alert')).toContainText('could not be saved');
    expect(await paymentMethodsOf(page, demo)).toHaveLength(1);

    await pressSave(page);
    await expect(bank).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await bank.getByRole('button', { name: 'Confirm payment method' }).click();
    await expectTold(page, 'Visa ending 3155 was added.');
    expect(await paymentMethodsOf(page, demo)).toHaveLength(2);
  });

  test('[E28] meets a card that is declined without losing what she typed', async ({ page, demo }) => {
    await openEntry(page);
    await typeCard(page, numbers.declinedAtSetup);
    await pressSave(page);
    await expect(entry(page).getByRole('alert')).toContainText('could not be saved');
    await expect(fieldsIn(page).getByLabel('Card number')).toHaveValue(numbers.declinedAtSetup);
    await expect(fieldsIn(page).getByLabel('Expiry date')).toHaveValue('12 / 34');
    await expect(fieldsIn(page).getByLabel('Security code')).toHaveValue('123');

    await fieldsIn(page).getByLabel('Card number').fill(numbers.mastercard);
    await pressSave(page);
    await expectTold(page, 'Mastercard ending 4444 was added.');
    expect(await paymentMethodsOf(page, demo)).toHaveLength(2);
  });

  test('[E29] presses twice, and one card is saved', async ({ page, context, demo }) => {
    const traffic = watchTraffic(context);
    await openEntry(page);
    await typeCard(page, numbers.mastercard);
    await pressSave(page, { times: 2 });
    await expectTold(page, 'Mastercard ending 4444 was added.');
    const sent = (ending: string) =>
      traffic.requests.filter((it) => it.method() === 'POST' && new URL(it.url()).pathname.endsWith(ending));
    expect(sent('/setup-intent')).toHaveLength(1);
    expect(sent('/payment-methods')).toHaveLength(1);
    expect(await paymentMethodsOf(page, demo)).toHaveLength(2);
  });

  test('[E30] is not kept up by a session that ends while she types', async ({ page, context, demo }) => {
    const traffic = watchTraffic(context);
    const tokens = () => traffic.requests.filter((it) => it.url() === `${demo.app}/api/billing/session`);
    const opened = page.waitForResponse((it) => it.ok() && it.url() === `${demo.portal}/portal/v1/session`);
    await page.reload();
    const session = (await (await opened).json()) as { id: string };
    await openEntry(page);
    await typeCard(page, numbers.mastercard);
    expect(tokens()).toHaveLength(1);
    // What the page holds is over; whoever is signed in gets another one.
    expect(await askAsMerchant(page, demo, 'DELETE', `/v1/portal/sessions/${session.id}`)).toBe(200);
    await pressSave(page);
    await expectTold(page, 'Mastercard ending 4444 was added.');
    expect(tokens()).toHaveLength(2);
    expect(await paymentMethodsOf(page, demo)).toHaveLength(2);
  });

  test('[E31] adds a card by keyboard alone', async ({ page, demo }) => {
    const add = paymentMethods(page).getByRole('button', { name: 'Add payment method' });
    await add.focus();
    await page.keyboard.press('Enter');
    await expectFields(page);
    await expect(entry(page)).toBeFocused();
    const number = fieldsIn(page).getByLabel('Card number');
    for (let presses = 0; presses < 5 && !(await number.evaluate(isFocused)); presses++)
      await page.keyboard.press('Tab');
    await page.keyboard.type('5555555555554444');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1234');
    await page.keyboard.press('Tab');
    await page.keyboard.type('123');
    for (let presses = 0; presses < 10 && !(await save(page).evaluate(isFocused)); presses++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expectTold(page, 'Mastercard ending 4444 was added.');
    await expect(paymentMethods(page).getByText('Mastercard ending 4444 was added.').first()).toBeFocused();
    expect(await paymentMethodsOf(page, demo)).toHaveLength(2);
  });

  test('[E32] is told when the fields do not come, and tries again', async ({ page, demo }) => {
    await page.route(`${demo.fields}/**`, (route) => route.abort());
    await paymentMethods(page).getByRole('button', { name: 'Add payment method' }).click();
    const problem = entry(page).getByRole('alert');
    await expect(problem).toContainText('The payment form could not be loaded.');
    await expect(problem.getByRole('link', { name: 'Contact support' })).toBeVisible();
    await expect(save(page)).toHaveCount(0);

    await page.unroute(`${demo.fields}/**`);
    await problem.getByRole('button', { name: 'Try again' }).click();
    await expectFields(page);
    await typeCard(page, numbers.mastercard);
    await pressSave(page);
    await expectTold(page, 'Mastercard ending 4444 was added.');
  });

  test('[E33] does all of it within the policy of the page', async ({ page, context, demo }) => {
    const violations = await watchViolations(context);
    const errors = watchErrors(context);
    const traffic = watchTraffic(context);
    await page.reload();
    await addCard(page, numbers.mastercard, 'Mastercard ending 4444');
    expect(violations).toEqual([]);
    expect(errors).toEqual([]);
    const origins = new Set(traffic.requests.map((request) => new URL(request.url()).origin));
    expect([...origins].filter((origin) => origin !== 'null').toSorted()).toEqual(
      [demo.app, demo.portal, demo.fields].toSorted(),
    );
  });
});

const isFocused = (element: Element) => element === document.activeElement;

test('[E24] Linus pays the invoice that failed with a card that he has just added', async ({
  page,
  demo,
}) => {
  await signIn(page, 'Linus Sample');
  await expect(summary(page)).toContainText('Past due');
  await addCard(page, numbers.amex, 'American Express ending 0005');
  await expect(methodRow(page, 'American Express ending 0005')).not.toContainText('Default');
  // Nothing is charged by that.
  await expect(summary(page)).toContainText('Past due');

  const { number } = await newestInvoice(page);
  await page.getByRole('button', { name: `Pay, invoice ${number}` }).click();
  const payment = page.getByRole('group', { name: `Pay invoice ${number}` });
  await payment.getByLabel('Pay with').selectOption('American Express ending 0005');
  await payment.getByRole('button', { name: /^Pay €[\d.]+ now$/ }).click();
  await expect(invoiceRows(page).first()).toContainText('Paid');
  await expect(summary(page)).toContainText('Renews on');
  await expect(page.getByText(/^Payment failed on/)).toHaveCount(0);
  expect(await newestInvoiceOf(page, demo)).toMatchObject({
    number,
    status: 'paid',
    payment: { method: { brand: 'amex', last4: '0005' } },
  });
});
