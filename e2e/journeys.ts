import { expect, type Page } from '@playwright/test';
import {
  answerAsBank,
  askToCancel,
  choose,
  chooseInterval,
  choosePlan,
  confirmChange,
  invoiceAfter,
  newestInvoice,
  planSwitcher,
  readQuote,
  rowOf,
  section,
  summary,
} from './billing.js';
import { moveTime, setNextCharge } from './sandboxPanel.js';

// What a customer on the monthly Team plan with four seats, paid by card, does with it: the same in the app's settings
// and in the hosted portal. Each begins there, and ends with what the invoices say when time has passed.

/** From monthly to yearly: what is charged is what was shown, today and when the year is over. */
export async function paysByTheYear(page: Page): Promise<void> {
  await chooseInterval(page, 'Yearly');
  await choosePlan(page, 'Team');
  const quote = await readQuote(page);

  const invoice = await invoiceAfter(page, () => confirmChange(page, `Pay ${quote.dueNow} and switch`));
  expect(invoice).toContain(`Paid ${quote.dueNow}`);
  await expect(summary(page)).toContainText('a year');

  const renewal = await invoiceAfter(page, () => moveTime(page, /^To the renewal/));
  expect(renewal).toContain(`${quote.nextDay} Paid ${quote.later}`);
}

/** Two more seats: the rest of the month is charged now, whole months from then on. */
export async function addsSeats(page: Page): Promise<void> {
  const seats = planSwitcher(page).getByLabel('Seats', { exact: true });
  await planSwitcher(page).getByRole('button', { name: 'Add one seat' }).click();
  await planSwitcher(page).getByRole('button', { name: 'Add one seat' }).click();
  await expect(seats).toHaveValue('6');
  const quote = await readQuote(page);

  const invoice = await invoiceAfter(page, () => confirmChange(page, `Pay ${quote.dueNow} and update seats`));
  expect(invoice).toContain(`Paid ${quote.dueNow}`);
  await expect(summary(page)).toContainText('6 seats');

  const renewal = await invoiceAfter(page, () => moveTime(page, /^To the renewal/));
  expect(renewal).toContain(`${quote.nextDay} Paid ${quote.later}`);
}

/** A smaller plan from the next period on: undone once, and then let come true. */
export async function schedulesADowngrade(page: Page): Promise<void> {
  const before = await newestInvoice(page);
  const schedule = async () => {
    await choosePlan(page, 'Personal');
    const quote = await readQuote(page);
    await confirmChange(page, /^Schedule change for /);
    await expect(planSwitcher(page)).toContainText('You switch to Personal on ');
    return quote;
  };
  await schedule();
  await expect(summary(page)).toContainText('Team');
  await planSwitcher(page).getByRole('button', { name: /^Undo/ }).click();
  await expect(planSwitcher(page)).not.toContainText('You switch to Personal on ');

  const quote = await schedule();
  expect((await newestInvoice(page)).number).toBe(before.number);
  const invoice = await invoiceAfter(page, () => moveTime(page, /^To the scheduled change/));
  expect(invoice).toContain(`${quote.nextDay} Paid ${quote.later}`);
  await expect(summary(page)).toContainText('Personal');
}

/** A code that is no longer good is refused in its place; a good one is in the price, and in the invoice. */
export async function entersAPromotionCode(page: Page): Promise<void> {
  await chooseInterval(page, 'Yearly');
  await choosePlan(page, 'Team');
  const full = await readQuote(page);
  await planSwitcher(page).getByText('Add a promotion code').click();
  const field = planSwitcher(page).getByLabel('Promotion code', { exact: true });
  await field.fill('OLDNOTES');
  await field.press('Enter');
  await expect(planSwitcher(page).getByRole('alert')).toBeVisible();
  await field.fill('notes25');
  await field.press('Enter');
  await expect(planSwitcher(page).getByText('Code NOTES25 is applied.')).toBeVisible();

  const quote = await readQuote(page);
  expect(quote.dueNow).not.toBe(full.dueNow);
  expect(quote.later).toBe(full.later);
  const invoice = await invoiceAfter(page, () => confirmChange(page, `Pay ${quote.dueNow} and switch`));
  expect(invoice).toContain(`Paid ${quote.dueNow}`);
  // Good for one invoice: the next one is whole.
  const renewal = await invoiceAfter(page, () => moveTime(page, /^To the renewal/));
  expect(renewal).toContain(`${quote.nextDay} Paid ${full.later}`);
}

/** The bank asks. Refused, everything is as before and still chosen; confirmed, the change is made as it was priced. */
export async function confirmsWithTheBank(page: Page): Promise<void> {
  const before = await newestInvoice(page);
  await setNextCharge(page, 'Asks for 3-D Secure');
  await chooseInterval(page, 'Yearly');
  await choosePlan(page, 'Team');
  const quote = await readQuote(page);
  await confirmChange(page, `Pay ${quote.dueNow} and switch`);
  await answerAsBank(page, 'Refuse');
  await expect(planSwitcher(page).getByRole('alert')).toBeVisible();
  await expect(rowOf(page, 'Team')).toBeChecked();
  await expect(summary(page)).toContainText('a month');
  expect((await newestInvoice(page)).number).toBe(before.number);

  await setNextCharge(page, 'Asks for 3-D Secure');
  const again = await readQuote(page);
  const invoice = await invoiceAfter(page, async () => {
    await confirmChange(page, `Pay ${again.dueNow} and switch`);
    await answerAsBank(page, 'Confirm payment');
  });
  expect(invoice).toContain(`Paid ${again.dueNow}`);
  await expect(summary(page)).toContainText('a year');
}

/** A card that is declined costs nothing and loses nothing: the same change goes through when it pays. */
export async function meetsADeclinedCard(page: Page): Promise<void> {
  const before = await newestInvoice(page);
  await setNextCharge(page, 'Is declined');
  await choosePlan(page, 'Business');
  const quote = await readQuote(page);
  await confirmChange(page, `Pay ${quote.dueNow} and switch`);
  await expect(planSwitcher(page).getByRole('alert')).toContainText('The payment did not go through.');
  await expect(rowOf(page, 'Business')).toBeChecked();
  await expect(summary(page)).toContainText('Team');
  expect((await newestInvoice(page)).number).toBe(before.number);

  const again = await readQuote(page);
  const invoice = await invoiceAfter(page, () => confirmChange(page, `Pay ${again.dueNow} and switch`));
  expect(invoice).toContain(`Paid ${again.dueNow}`);
  await expect(summary(page)).toContainText('Business');
}

/** Canceled with a reason, taken back, canceled again; then the plan ends when it was said to, and nothing is charged. */
export async function cancels(page: Page): Promise<void> {
  const before = await newestInvoice(page);
  for (const isMeant of [false, true]) {
    const dialog = await askToCancel(page);
    await expect(dialog).toContainText('Team stays active until');
    await dialog.getByRole('radio', { name: 'It costs too much' }).check();
    await dialog.getByRole('button', { name: 'Cancel plan' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(summary(page)).toContainText('Ends on');
    if (isMeant) break;
    await section(page, 'Cancel plan').getByRole('button', { name: 'Keep plan' }).click();
    await expect(summary(page)).toContainText('Renews on');
  }

  await moveTime(page, /^To the end of the plan/);
  await expect(summary(page)).toContainText('Team ended on');
  await moveTime(page, 'A month');
  expect((await newestInvoice(page)).number).toBe(before.number);
}

/** Stays for the coupon that is offered: three cheaper invoices, and then the whole price again. */
export async function staysForACoupon(page: Page): Promise<void> {
  const full = (await newestInvoice(page)).text.replace(/^.*Paid /, '');
  const dialog = await askToCancel(page);
  const offer = await dialog.getByText(/^Your next invoice is then /).innerText();
  const [reduced] = /\$[\d.,]+\d/.exec(offer)!;
  await dialog.getByRole('button', { name: 'Keep plan at this price' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(summary(page)).toContainText('Renews on');
  await expect(section(page, 'Next invoice')).toContainText(reduced);

  for (const amount of [reduced, reduced, reduced, full]) {
    const invoice = await invoiceAfter(page, () => moveTime(page, /^To the renewal/));
    expect(full).not.toContain(reduced);
    expect(invoice.replace(/^.*Paid /, '')).toContain(amount.split(' ')[0]!);
  }
}

/** A pause of a month: nothing is charged in it, and the plan goes on by itself when it was said to. */
export async function pausesForAMonth(page: Page): Promise<void> {
  const before = await newestInvoice(page);
  await pauseFor(page, '1 month');
  await moveTime(page, /^To the start of the pause/);
  await expect(summary(page)).toContainText('Paused');
  expect((await newestInvoice(page)).number).toBe(before.number);

  const invoice = await invoiceAfter(page, () => moveTime(page, /^To the end of the pause/));
  expect(invoice.replace(/^.*Paid /, '')).toBe(before.text.replace(/^.*Paid /, ''));
  await expect(summary(page)).toContainText('Renews on');
}

/** A pause that is ended early begins a new period on that day, and is charged as the button says. */
export async function resumesEarly(page: Page): Promise<void> {
  await pauseFor(page, '3 months');
  await moveTime(page, /^To the start of the pause/);
  await moveTime(page, 'A day');
  const resume = section(page, 'Pause plan').getByRole('button', { name: /^Pay .* and resume$/ });
  const [, amount] = /Pay (\S+) and resume/.exec(await resume.innerText())!;
  const invoice = await invoiceAfter(page, () => resume.click());
  expect(invoice).toContain(`Paid ${amount}`);
  await expect(summary(page)).toContainText('Renews on');
}

async function pauseFor(page: Page, length: string): Promise<void> {
  const pause = section(page, 'Pause plan');
  await choose(pause.getByRole('radio', { name: new RegExp(`^${length}\\b`) }));
  await pause.getByRole('button', { name: 'Pause plan' }).click();
  await expect(pause).toContainText(/Team pauses from .* until /);
}
