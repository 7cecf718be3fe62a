import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { section } from './billing.js';

/** The section with what is on file. */
export const paymentMethods = (page: Page): Locator => section(page, 'Payment methods');

/** One that is on file, by its name. */
export const methodRow = (page: Page, name: string): Locator =>
  paymentMethods(page).getByRole('listitem').filter({ hasText: name });

/** The form in which one is added, wherever on the page it is open. */
export const entry = (page: Page): Locator => page.getByRole('group', { name: 'Add a payment method' });

/** The provider's fields in it. */
export const fieldsIn = (page: Page): FrameLocator => entry(page).frameLocator('iframe');

export const save = (page: Page): Locator => entry(page).getByRole('button', { name: 'Save payment method' });

/**
 * Presses *Save*, as soon as what is seen is what was laid out: until then Chromium gives a press to the frame that stood
 * there before the page was scrolled.
 */
export async function pressSave(page: Page, { times = 1 } = {}): Promise<void> {
  await save(page).scrollIntoViewIfNeeded();
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  await save(page).click({ clickCount: times });
}

/** Opens the form, and waits until something can be entered. */
export async function openEntry(page: Page): Promise<void> {
  await paymentMethods(page).getByRole('button', { name: 'Add payment method' }).click();
  await expectFields(page);
}

export async function expectFields(page: Page): Promise<void> {
  await expect(entry(page)).toHaveAttribute('data-fields', 'ready');
}

/** Test numbers, by what they are. */
export const numbers = {
  mastercard: '5555 5555 5555 4444',
  amex: '3782 822463 10005',
  declinedAtSetup: '4000 0000 0000 0002',
  asksAtSetup: '4000 0025 0000 3155',
  iban: 'DE89 3704 0044 0532 0130 00',
};

/** Types a card as a customer does. */
export async function typeCard(page: Page, number: string): Promise<void> {
  const fields = fieldsIn(page);
  await fields.getByLabel('Card number').fill(number);
  await fields.getByLabel('Expiry date').fill('12 / 34');
  await fields.getByLabel('Security code').fill(number === numbers.amex ? '1234' : '123');
}

/** Types an account that is debited. */
export async function typeAccount(page: Page, iban: string): Promise<void> {
  const fields = fieldsIn(page);
  await fields.getByRole('radio', { name: 'SEPA direct debit' }).check();
  await fields.getByLabel('IBAN').fill(iban);
  await fields.getByLabel('Account holder').fill('Grace Demo');
  await fields.getByLabel('Email').fill('grace@example.com');
}

/** Puts a card on file, which is not the default by that. `meanwhile` is done when it is entered and not yet sent. */
export async function addCard(
  page: Page,
  number: string,
  name: string,
  meanwhile?: () => Promise<void>,
): Promise<void> {
  await openEntry(page);
  await typeCard(page, number);
  await meanwhile?.();
  await pressSave(page);
  await expectTold(page, `${name} was added.`);
}

/** What the section says of what was done last. */
export async function expectTold(page: Page, text: string): Promise<void> {
  await expect(paymentMethods(page).locator('.bf-Notice')).toContainText(text);
}

/** Makes one the default, and confirms it. */
export async function makeDefault(page: Page, name: string): Promise<void> {
  await paymentMethods(page)
    .getByRole('button', { name: `Make default: ${name}` })
    .click();
  const question = page.getByRole('group', { name: `Make ${name} the default?` });
  await question.getByRole('button', { name: 'Make default' }).click();
  await expectTold(page, `${name} is the default.`);
}

export const removal = (page: Page, name: string): Locator =>
  paymentMethods(page).getByRole('button', { name: `Remove: ${name}` });

/** Removes one, and confirms it. */
export async function remove(page: Page, name: string): Promise<void> {
  await removal(page, name).click();
  const question = page.getByRole('group', { name: `Remove ${name}?` });
  await question.getByRole('button', { name: 'Remove' }).click();
  await expectTold(page, `${name} was removed.`);
  await expect(methodRow(page, name)).toHaveCount(0);
}
