import type { Invoice, InvoiceWithLines, PaymentMethod } from '@billfold/contract';
import type { Page } from '@playwright/test';
import type { Demo } from './demo.js';

/** What the portal says to the components of whoever is signed in to the example app. */
export async function readPortal<Answer>(page: Page, demo: Demo, path: string): Promise<Answer> {
  const session = await page.request.post(`${demo.app}/api/billing/session`, {
    headers: { Origin: demo.app },
  });
  const { token } = (await session.json()) as { token: string };
  const headers = { Authorization: `Bearer ${token}`, Origin: demo.app };
  const answer = await page.request.get(`${demo.portal}/portal/v1${path}`, { headers });
  return (await answer.json()) as Answer;
}

/** The invoices, newest first. */
export const invoicesOf = async (page: Page, demo: Demo): Promise<Invoice[]> =>
  (await readPortal<{ data: Invoice[] }>(page, demo, '/invoices?limit=100')).data;

/** The newest invoice, with all that is printed on it. */
export async function newestInvoiceOf(page: Page, demo: Demo): Promise<InvoiceWithLines> {
  const [newest] = await invoicesOf(page, demo);
  return readPortal(page, demo, `/invoices/${newest!.id}`);
}

export const paymentMethodsOf = async (page: Page, demo: Demo): Promise<PaymentMethod[]> =>
  (await readPortal<{ data: PaymentMethod[] }>(page, demo, '/payment-methods')).data;

/** Sends a request of the merchant's back end. */
export async function askAsMerchant(page: Page, demo: Demo, method: string, path: string): Promise<number> {
  const [secretKey] = /sk_test_\w+/.exec(demo.log())!;
  const headers = { Authorization: `Bearer ${secretKey}` };
  return (await page.request.fetch(demo.portal + path, { method, headers })).status();
}
