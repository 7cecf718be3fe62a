import { expect, type Locator, type Page } from '@playwright/test';
import { invoiceRows } from './settingsPage.js';

/** A section of the kit, by its title. */
export const section = (page: Page, title: string): Locator =>
  page.getByRole('region', { name: title, exact: true });

export const summary = (page: Page): Locator => section(page, 'Plan');
export const planSwitcher = (page: Page): Locator => section(page, 'Change plan');

/** Chooses by pressing the label, as people do: in rows it lies over the radio. */
export async function choose(radio: Locator): Promise<void> {
  const id = await radio.getAttribute('id');
  await radio.page().locator(`label[for="${id}"]`).click();
  await expect(radio).toBeChecked();
}

/** An amount of money as it is written: `$1,234.56`. */
const AMOUNT = /-?[$€][\d,]+(?:\.\d{2})?/;

/** The first amount in a text. */
export function amountIn(text: string): string {
  const [amount] = AMOUNT.exec(text) ?? [];
  if (!amount) throw new Error(`There is no amount in "${text}".`);
  return amount;
}

/** Chooses monthly or yearly. */
export async function chooseInterval(page: Page, interval: 'Monthly' | 'Yearly'): Promise<void> {
  await planSwitcher(page)
    .getByRole('group', { name: 'Billing period' })
    .getByRole('radio', { name: new RegExp(`^${interval}`) })
    .check();
}

/** Chooses a plan by its row. */
export async function choosePlan(page: Page, plan: string): Promise<void> {
  await choose(rowOf(page, plan));
}

/** The radio of a plan. */
export const rowOf = (page: Page, plan: string): Locator =>
  planSwitcher(page).getByRole('radio', { name: new RegExp(`^${plan}\\b`) });

/** What stands on a change before it is confirmed, read when it is the price of what is chosen. */
export interface ReadQuote {
  /** `Due today`, or what is put on the next invoice. */
  dueNow: string;
  /** What a whole period costs from then on, and the day of the next invoice. */
  later: string;
  nextDay: string;
}

/** Waits for the price of what is chosen, and reads it. */
export async function readQuote(page: Page): Promise<ReadQuote> {
  const quote = planSwitcher(page).getByRole('group', { name: 'What this change costs' });
  await expect(quote).toHaveAttribute('aria-busy', 'false');
  const total = quote.locator('[data-total="true"] dd');
  const terms = quote.getByText(/Then /);
  return {
    dueNow: amountIn(await total.innerText()),
    later: amountIn((await terms.innerText()).replace(/^.*Then /, '')),
    nextDay: await terms.locator('time').first().innerText(),
  };
}

/** Agrees where that is asked, and presses the button that says what it does. */
export async function confirmChange(page: Page, name: string | RegExp): Promise<void> {
  const consent = planSwitcher(page).getByRole('checkbox');
  if (await consent.isVisible()) await consent.check();
  await planSwitcher(page).getByRole('button', { name }).click();
}

/** Answers in the place of the bank, which stands in the page and in no dialog. */
export async function answerAsBank(page: Page, answer: 'Confirm payment' | 'Refuse'): Promise<void> {
  const bank = page.getByRole('group', { name: 'Confirm this payment' });
  await expect(bank).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await bank.getByRole('button', { name: answer }).click();
  await expect(bank).toHaveCount(0);
}

/** The number and the text of the newest invoice. */
export async function newestInvoice(page: Page): Promise<{ number: string; text: string }> {
  const row = invoiceRows(page).first();
  await expect(row).toContainText(/\d/);
  const text = (await row.innerText()).replace(/\s+/g, ' ').trim();
  return { number: text.split(' ')[0]!, text };
}

/** Does something, and waits for the invoice that it makes. */
export async function invoiceAfter(page: Page, act: () => Promise<void>): Promise<string> {
  const { number: before } = await newestInvoice(page);
  await act();
  await expect(invoiceRows(page).first()).not.toContainText(before);
  return (await newestInvoice(page)).text;
}

/** Opens the question whether to cancel. */
export async function askToCancel(page: Page): Promise<Locator> {
  await section(page, 'Cancel plan').getByRole('button', { name: 'Cancel plan' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByText('You will not be charged again.')).toBeVisible();
  return dialog;
}
