import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { expectOpen } from './hostedPage.js';
import { invoicesShownOn, showAllInvoices, signIn } from './settingsPage.js';

test('[E1] a customer sees plan and invoices, saves one, sees the same in the portal, and returns', async ({
  page,
}) => {
  await signIn(page, 'Ada Example');
  const settings = page.url();
  await showAllInvoices(page);
  const invoices = await invoicesShownOn(page);
  const plan = await page.locator('.bf-SubscriptionSummary-item').innerText();
  expect(invoices.length).toBeGreaterThanOrEqual(20);

  const number = invoices[0]!.split(' ')[0]!;
  for (const kind of ['PDF', 'Receipt']) {
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: `${kind}, invoice ${number}` }).click();
    const saved = await saving;
    const file = await readFile(await saved.path());
    expect(file.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect(file.length).toBeGreaterThan(1000);
    expect(saved.suggestedFilename()).toMatch(/\.pdf$/);
    expect(saved.suggestedFilename()).toContain(number);
  }

  await page.getByRole('button', { name: 'Manage billing' }).click();
  await page.waitForURL(/\/session\/bps_\w+$/);
  await expectOpen(page);
  await showAllInvoices(page);
  expect(await invoicesShownOn(page)).toEqual(invoices);
  expect(await page.locator('.bf-SubscriptionSummary-item').innerText()).toBe(plan);

  await page.getByRole('link', { name: /^Return to / }).click();
  await expect(page).toHaveURL(settings);
  expect(invoices).toEqual(expect.arrayContaining(await invoicesShownOn(page)));
});

test('[P25] without scripts, Manage billing still leads to the portal', async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, 'Ada Example');
  const form = await page
    .locator('form[action="/api/billing/portal"]')
    .evaluate((element) => element.outerHTML);
  const storageState = await page.context().storageState();

  const scriptless = await browser.newContext({ javaScriptEnabled: false, storageState, baseURL });
  const plain = await scriptless.newPage();
  await plain.route('**/plain', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Plain</title>${form}` }),
  );
  await plain.goto('/plain');
  const [answer] = await Promise.all([
    plain.waitForResponse((response) => response.url().endsWith('/api/billing/portal')),
    plain.getByRole('button', { name: 'Manage billing' }).click(),
  ]);
  expect(answer.status()).toBe(303);
  await plain.waitForURL(/\/session\/bps_/);
  await expect(plain.locator('noscript p')).toContainText('This page needs JavaScript');

  // Nothing was used up on the way: with scripts, the same address opens.
  const link = (await answer.headerValue('location'))!;
  await page.goto(link);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expectOpen(page);
  await scriptless.close();
});
