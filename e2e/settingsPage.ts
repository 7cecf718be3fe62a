import { expect, type Locator, type Page } from '@playwright/test';

/** Who can sign in to the example app, each for an account of their own. */
export type Person = 'Ada Example' | 'Linus Sample' | 'Grace Demo';

/** Signs in, in place of whoever is signed in, and opens the billing settings. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await page.context().clearCookies({ name: 'notes_session' });
  await page.goto('/settings/billing');
  await page.getByRole('button', { name: `Sign in as ${person}` }).click();
  await expect(invoiceRows(page).first()).toContainText(/\d/);
}

/** The rows of the invoice table, without its head. */
export function invoiceRows(page: Page): Locator {
  return page.getByRole('table', { name: /invoices/i }).locator('tbody tr');
}

/** What the rows say, as a reader would compare them. */
export async function invoicesShownOn(page: Page): Promise<string[]> {
  await expect(invoiceRows(page).first()).toContainText(/\d/);
  return (await invoiceRows(page).allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
}

/** Presses *Show more* until there are no more. */
export async function showAllInvoices(page: Page): Promise<void> {
  const more = page
    .getByRole('region', { name: 'Invoices', exact: true })
    .getByRole('button', { name: /^Show .*more/ });
  for (
    let shown = await invoiceRows(page).count();
    await more.isVisible();
    shown = await invoiceRows(page).count()
  ) {
    await more.click();
    await expect.poll(() => invoiceRows(page).count()).toBeGreaterThan(shown);
  }
}

/** Asks the app's own route for a portal link, as *Manage billing* does, for whoever is signed in. */
export async function askForLink(page: Page): Promise<{ url: string; code: string; session: string }> {
  const answer = await page.request.post('/api/billing/portal', {
    headers: { Origin: new URL(page.url()).origin },
    data: { returnUrl: '/settings/billing' },
  });
  expect(answer.status()).toBe(200);
  const { data } = (await answer.json()) as { data: { url: string } };
  const { pathname, hash } = new URL(data.url);
  return { url: data.url, code: hash.slice(1), session: pathname.split('/').at(-1)! };
}

/** Follows a link by a real click on another page, as a person does in a mail. */
export async function clickLink(page: Page, url: string): Promise<void> {
  await page.route('http://mail.test/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>Mail</title><a href="${url}">Your billing</a>`,
    }),
  );
  await page.goto('http://mail.test/');
  await page.getByRole('link', { name: 'Your billing' }).click();
}
