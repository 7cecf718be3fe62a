import { expect } from '@playwright/test';
import {
  chooseInterval,
  choosePlan,
  newestInvoice,
  planSwitcher,
  readQuote,
  section,
  summary,
} from './billing.js';
import * as customer from './journeys.js';
import { test } from './ownDemo.js';
import { moveTime, sandboxTime, setPaymentMethod, startOverAs } from './sandboxPanel.js';
import { signIn } from './settingsPage.js';

test.describe('Ada, on the monthly Team plan with four seats,', () => {
  test.beforeEach(({ page }) => signIn(page, 'Ada Example'));

  test('[E7] switches to yearly, and is charged what she was shown', ({ page }) =>
    customer.paysByTheYear(page));

  test('[E8] adds seats, and is charged for the rest of the month', ({ page }) => customer.addsSeats(page));

  test('[E9] schedules a smaller plan, undoes it, and lets it come', ({ page }) =>
    customer.schedulesADowngrade(page));

  test('[E10] enters a promotion code', ({ page }) => customer.entersAPromotionCode(page));

  test('[E11] confirms a payment with her bank, in the page', ({ page }) =>
    customer.confirmsWithTheBank(page));

  test('[E12] meets a declined card without losing what she chose', ({ page }) =>
    customer.meetsADeclinedCard(page));

  test('[E13] cancels with a reason, takes it back, and cancels', ({ page }) => customer.cancels(page));

  test('[E14] stays for a coupon', ({ page }) => customer.staysForACoupon(page));

  test('[E15] pauses for a month', ({ page }) => customer.pausesForAMonth(page));

  test('[E15] ends a pause early', ({ page }) => customer.resumesEarly(page));

  test('[E16] can not have fewer seats than people, and is told what to do', async ({ page }) => {
    const fewer = planSwitcher(page).getByRole('button', { name: 'Remove one seat' });
    await fewer.click();
    await fewer.click();
    await expect(planSwitcher(page)).toContainText('Remove 1 of the 3 people in your account first.');
    await expect(planSwitcher(page).getByRole('button', { name: /^Schedule change/ })).toBeDisabled();
  });

  test('[E17] switches to yearly by keyboard alone', async ({ page }) => {
    const focused = page.locator(':focus');
    const tabTo = async (name: RegExp) => {
      for (let presses = 0; presses < 60; presses++) {
        await page.keyboard.press('Tab');
        const told = await focused.evaluate((element) => {
          const { labels } = element as HTMLInputElement;
          return `${labels?.[0]?.textContent ?? ''} ${element.textContent ?? ''}`.trim();
        });
        if (name.test(told)) return;
      }
      throw new Error(`Tab leads to nothing that is called ${name}.`);
    };
    await page.locator('body').click({ position: { x: 1, y: 1 } });
    await tabTo(/^Monthly/);
    await page.keyboard.press('ArrowRight');
    await tabTo(/^Personal/);
    await page.keyboard.press('ArrowDown');
    const quote = await readQuote(page);
    const { number } = await newestInvoice(page);
    await tabTo(/^Charge me/);
    await page.keyboard.press('Space');
    await tabTo(/^Pay .* and switch$/);
    await page.keyboard.press('Enter');
    await expect(summary(page)).toContainText('a year');
    await expect.poll(async () => (await newestInvoice(page)).number).not.toBe(number);
    expect((await newestInvoice(page)).text).toContain(`Paid ${quote.dueNow}`);
    // Who reads by ear is where the outcome is said.
    await expect(focused).toContainText(/Team/);
  });

  test('[E18] the sandbox’s controls move the time and replace the customer', async ({ page }) => {
    const before = await sandboxTime(page);
    await moveTime(page, 'A day');
    expect(Date.parse(await sandboxTime(page)) - Date.parse(before)).toBe(86_400_000);
    await startOverAs(page, 'Free plan');
    await expect(summary(page)).toContainText('You are not paying for a plan.');
    await startOverAs(page, 'Past due');
    await expect(summary(page)).toContainText('Past due');
  });
});

test('[E19] Linus, whose payment was refused, pays with another card, and everything is as it was', async ({
  page,
}) => {
  await signIn(page, 'Linus Sample');
  await expect(summary(page)).toContainText('Past due');
  await setPaymentMethod(page, 'Visa, which pays');
  await page.getByRole('button', { name: /^Pay / }).click();
  await expect(page.getByText(/Payment received/).first()).toBeVisible();
  await expect(summary(page)).toContainText('Renews on');
  expect((await newestInvoice(page)).text).toContain('Paid');
  await expect(section(page, 'Next invoice')).toContainText('€');
});

test('[E20] a choice alone changes and costs nothing', async ({ page }) => {
  await signIn(page, 'Ada Example');
  const { number } = await newestInvoice(page);
  await chooseInterval(page, 'Yearly');
  for (const plan of ['Personal', 'Team', 'Business']) {
    await choosePlan(page, plan);
    await readQuote(page);
  }
  await page.reload();
  await expect(summary(page)).toContainText('a month');
  expect((await newestInvoice(page)).number).toBe(number);
});
