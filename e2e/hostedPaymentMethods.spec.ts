import { expect } from '@playwright/test';
import { expectOpen } from './hostedPage.js';
import { test } from './ownDemo.js';
import * as grace from './paymentJourneys.js';
import {
  addCard,
  entry,
  expectTold,
  fieldsIn,
  numbers,
  openEntry,
  paymentMethods,
  pressSave,
  typeCard,
} from './paymentMethods.js';
import { paymentMethodsOf } from './readPortal.js';
import { askForLink, clickLink, signIn } from './settingsPage.js';
import { watchErrors, watchTraffic, watchViolations } from './watch.js';

test.describe('Grace, in the portal by a link,', () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page, 'Grace Demo');
    await clickLink(page, (await askForLink(page)).url);
    await expectOpen(page);
  });

  test('[P38] replaces a card: the new one is charged, the old one goes, the last one stays', ({
    page,
    demo,
  }) => grace.replacesACard(page, demo));

  test('[P40] becomes a company with a VAT number: reverse charge from the next invoice on', ({
    page,
    demo,
  }) => grace.becomesACompany(page, demo));

  test('[P35, P36] adds a card in a frame that is loaded then, and nothing violates the policy', async ({
    page,
    context,
    demo,
  }) => {
    const violations = await watchViolations(context);
    const errors = watchErrors(context);
    const traffic = watchTraffic(context);
    await page.reload();
    await expectOpen(page);
    const origins = () => [
      ...new Set(
        traffic.requests.map((request) => new URL(request.url()).origin).filter((it) => it !== 'null'),
      ),
    ];
    expect(origins()).toEqual([demo.portal]);
    await addCard(page, numbers.mastercard, 'Mastercard ending 4444');
    expect(origins()).toEqual([demo.portal, demo.fields]);
    expect(violations).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('[P35] is told when the fields do not come, and tries again', async ({ page, demo }) => {
    await page.route(`${demo.fields}/**`, (route) => route.abort());
    await paymentMethods(page).getByRole('button', { name: 'Add payment method' }).click();
    const problem = entry(page).getByRole('alert');
    await expect(problem).toContainText('The payment form could not be loaded.');
    await page.unroute(`${demo.fields}/**`);
    await problem.getByRole('button', { name: 'Try again' }).click();
    await expect(fieldsIn(page).getByLabel('Card number')).toBeVisible();
  });

  test('[P37] comes back from a bank that had the whole page', async ({ page, context, demo }) => {
    // The sandbox's bank never takes the page. So it is left after the confirmation, as a bank would have it.
    const confirmed = page.waitForResponse((it) => it.url().endsWith('/portal/v1/sandbox/setups/confirm'));
    await page.route('**/portal/v1/payment-methods', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.fallback(),
    );
    await openEntry(page);
    await typeCard(page, numbers.mastercard);
    await pressSave(page);
    const { clientSecret } = (await confirmed).request().postDataJSON() as { clientSecret: string };
    const [setupIntent] = /^seti_[^_]+/.exec(clientSecret)!;

    const traffic = watchTraffic(context);
    const back = `${page.url()}?billfold_setup=default&setup_intent=${setupIntent}&setup_intent_client_secret=${clientSecret}&redirect_status=succeeded`;
    await page.route('http://bank.test/**', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><title>Bank</title><a href="${back}">Back</a>`,
      }),
    );
    await page.goto('http://bank.test/');
    await page.unroute('**/portal/v1/payment-methods');
    await page.getByRole('link', { name: 'Back' }).click();
    await expectOpen(page);
    await expectTold(page, 'Mastercard ending 4444 was added.');
    expect(new URL(page.url()).search).toBe('');
    expect((await paymentMethodsOf(page, demo))[0]).toMatchObject({ last4: '4444', isDefault: true });
    // The secret was in the address of the page, and went nowhere from there.
    const carriers = traffic.requests.filter((request) => request.url().includes(clientSecret));
    expect(carriers.map((request) => request.resourceType())).toEqual(['document']);
    expect(demo.log()).not.toContain(clientSecret);
  });
});
