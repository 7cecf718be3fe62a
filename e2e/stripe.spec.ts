import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import {
  askToCancel,
  chooseInterval,
  choosePlan,
  confirmChange,
  newestInvoice,
  planSwitcher,
  readQuote,
  section,
  summary,
} from './billing.js';
import { expectOpen } from './hostedPage.js';
import { expectTold, methodRow, openEntry, paymentMethods, pressSave, typeCard } from './paymentMethods.js';
import { clickLink, signIn } from './settingsPage.js';
import { test, type StripeDemo } from './stripeDemo.js';
import { watchErrors, watchTraffic, watchViolations } from './watch.js';

// The same page, the same components and the same portal, with Stripe behind them: nothing here knows of it but the fields
// that payment methods are entered in.

interface Place {
  name: string;
  /** Opens the billing of a new customer, and says who that is at Stripe. */
  open(page: Page, demo: StripeDemo): Promise<string>;
}

/** Who signs in next: what one has changed is not there for another one. */
const people = [
  ['Ada Example', 'acct_studio'],
  ['Linus Sample', 'acct_workshop'],
  ['Grace Demo', 'acct_bakery'],
] as const;
let signedIn = 0;

const places: Place[] = [
  {
    name: 'the settings of the app',
    open: async (page, demo) => {
      const [person, reference] = people[signedIn++]!;
      const { atStripe } = await demo.newCustomer(reference);
      await signIn(page, person);
      return atStripe;
    },
  },
  {
    name: 'the hosted page',
    open: async (page, demo) => {
      const { id, atStripe } = await demo.newCustomer();
      await clickLink(page, await demo.linkFor(id));
      await expectOpen(page);
      return atStripe;
    },
  },
];

/** Stripe draws its own dialog above the page. */
async function answerBank(page: Page, answer: 'Complete' | 'Fail'): Promise<void> {
  const bank = page.getByRole('dialog', { name: 'Stripe 3-D Secure' });
  await bank.getByRole('button', { name: answer }).click();
  await expect(bank).toHaveCount(0);
}

for (const { name, open } of places) {
  test.describe(`with Stripe, in ${name},`, () => {
    test('[E34, E36] plan, price and invoices are those of the account, and the plan is cancelled and kept', async ({
      page,
      context,
      demo,
    }) => {
      const [violations, errors] = [await watchViolations(context), watchErrors(context)];
      const customer = await open(page, demo);
      await expect(summary(page)).toContainText('Team');
      await expect(summary(page)).toContainText('10 seats');
      const { text } = await newestInvoice(page);
      const [invoice] = [...demo.stripe.state.invoices.values()].filter((it) => it.customer === customer);
      expect(text).toContain(invoice!.number!);
      expect(text).toContain(`€${(invoice!.total / 100).toFixed(2)}`);
      await expect(methodRow(page, 'Visa ending 4242')).toContainText('Default');

      const download = page.waitForEvent('download');
      await section(page, 'Invoices')
        .getByRole('button', { name: /^PDF, invoice/ })
        .click();
      const pdf = await readFile(await (await download).path());
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');

      const [subscription] = [...demo.stripe.state.subscriptions.values()].filter(
        (it) => it.customer === customer,
      );
      const ends = () => subscription!.cancel_at !== null || subscription!.cancel_at_period_end;
      const dialog = await askToCancel(page);
      await dialog.getByRole('button', { name: /^Cancel plan/ }).click();
      await expect(summary(page)).toContainText(/Cancels|Ends/);
      expect(ends()).toBe(true);
      await page.getByRole('button', { name: /^Keep/ }).first().click();
      await expect(summary(page)).not.toContainText(/Cancels|Ends/);
      expect(ends()).toBe(false);
      expect([violations, errors]).toEqual([[], []]);
    });

    test('[E35] the bank asks about a change, and what was shown is charged when it is confirmed', async ({
      page,
      demo,
    }) => {
      const customer = await open(page, demo);
      const before = await newestInvoice(page);
      const quote = await askForYearly(page, demo, customer);
      await answerBank(page, 'Complete');
      await expect(summary(page)).toContainText('a year');
      await expect.poll(async () => (await newestInvoice(page)).number).not.toBe(before.number);
      expect((await newestInvoice(page)).text).toContain(`Paid ${quote}`);
    });

    test('[E35, E37] refused by the bank nothing is changed; another card is entered in the fields of Stripe, and is nowhere of ours', async ({
      page,
      context,
      demo,
    }) => {
      const customer = await open(page, demo);
      const before = await newestInvoice(page);
      await askForYearly(page, demo, customer);
      await answerBank(page, 'Fail');
      await expect(planSwitcher(page).getByRole('alert')).toBeVisible();
      await expect(summary(page)).toContainText('a month');
      expect((await newestInvoice(page)).number).toBe(before.number);

      const [violations, traffic] = [await watchViolations(context), watchTraffic(context)];
      await page.reload();
      await expect(paymentMethods(page)).toContainText('Visa ending 4242');
      const asked = () => traffic.requests.filter((it) => new URL(it.url()).hostname.endsWith('stripe.com'));
      expect(asked()).toEqual([]);
      await openEntry(page);
      await typeCard(page, '4000 0025 0000 3155');
      await pressSave(page);
      await answerBank(page, 'Complete');
      await expectTold(page, 'Visa ending 3155 was added.');
      const onFile = [...demo.stripe.state.paymentMethods.values()].filter((it) => it.customer === customer);
      expect(onFile.map(({ card }) => card?.last4).sort()).toEqual(['3155', '4242']);
      expect(asked().length).toBeGreaterThan(0);
      expect(await traffic.sentText()).not.toMatch(/4000 ?0025 ?0000 ?3155/);
      expect(demo.log()).not.toMatch(/4000 ?0025 ?0000 ?3155/);
      expect(violations).toEqual([]);
    });
  });
}

/** Asks for a year instead of a month, about which the bank asks; returns what it was said to cost. */
async function askForYearly(page: Page, { stripe }: StripeDemo, customer: string): Promise<string> {
  await chooseInterval(page, 'Yearly');
  await choosePlan(page, 'Team');
  const { dueNow } = await readQuote(page);
  stripe.controls.decideNextCharge(customer, 'requires_action');
  await confirmChange(page, `Pay ${dueNow} and switch`);
  return dueNow;
}

test('[E38] what the portal has asked of Stripe in all of this is what Stripe takes', ({ demo }) => {
  expect(demo.stripe.requests.length).toBeGreaterThan(0);
  expect(demo.stripe.complaints()).toEqual([]);
  expect(demo.stripe.defects).toEqual([]);
  expect(demo.log()).not.toContain(demo.stripe.secretKey);
});
