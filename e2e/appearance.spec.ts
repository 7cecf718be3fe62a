import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { section } from './billing.js';
import { expectEnded, expectOpen } from './hostedPage.js';
import { fieldsIn, openEntry, pressSave } from './paymentMethods.js';
import { askForLink, clickLink, signIn } from './settingsPage.js';
import { layoutShiftsOf, watchLayoutShift } from './watch.js';

/** Every screen that a customer can come to see, and how they get there. */
const screens: Record<string, (page: Page) => Promise<void>> = {
  'settings page': (page) => signIn(page, 'Ada Example'),
  'continue screen': async (page) => {
    await signIn(page, 'Ada Example');
    await page.goto((await askForLink(page)).url);
    await expect(page.getByRole('button', { name: 'Continue' })).toBeVisible();
  },
  'hosted page': async (page) => {
    await signIn(page, 'Ada Example');
    await clickLink(page, (await askForLink(page)).url);
    await expectOpen(page);
  },
  'settings page with open forms': async (page) => {
    await signIn(page, 'Grace Demo');
    await openForms(page);
  },
  'hosted page with open forms': async (page) => {
    await signIn(page, 'Grace Demo');
    await clickLink(page, (await askForLink(page)).url);
    await expectOpen(page);
    await openForms(page);
  },
  'ended screen': async (page) => {
    await signIn(page, 'Ada Example');
    const { url } = await askForLink(page);
    await page.goto(url.split('#')[0]!);
    await expectEnded(page);
  },
};

/** All that customers type into, and what is wrong with it. */
async function openForms(page: Page): Promise<void> {
  const details = section(page, 'Billing details');
  await details.getByRole('button', { name: /^Edit/ }).click();
  await details.getByLabel('Business').check();
  await details.getByRole('button', { name: 'Add a tax ID' }).click();
  await details.getByLabel('City').fill('');
  await details.getByRole('button', { name: 'Save' }).click();
  await expect(details.getByRole('alert').first()).toBeVisible();
  await openEntry(page);
  await pressSave(page);
  await expect(fieldsIn(page).getByText('Enter one of the test card numbers.')).toBeVisible();
}

for (const [name, open] of Object.entries(screens)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`[P21] ${name}, ${colorScheme}: no finding of axe, no sideways scrolling at 320 px`, async ({
      page,
    }, testInfo) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 1200, height: 800 });
      await open(page);
      await page.screenshot({ path: testInfo.outputPath('1200.png'), fullPage: true });
      await expectNoFindings(page);

      await page.setViewportSize({ width: 320, height: 640 });
      await page.screenshot({ path: testInfo.outputPath('320.png'), fullPage: true });
      await expectNoSidewaysScrolling(page);
      await expectNoFindings(page);
    });
  }
}

for (const [name, title] of [
  ['hosted page', 'the hosted page'],
  ['hosted page with open forms', 'its open forms'],
] as const) {
  test(`[P19, P21] ${title} from right to left`, async ({ page }, testInfo) => {
    await page.route('**/portal/v1/session/exchange', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), locale: 'ar-EG' } });
    });
    await screens[name]!(page);
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await page.screenshot({ path: testInfo.outputPath('1200.png'), fullPage: true });
    await expectNoFindings(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await page.screenshot({ path: testInfo.outputPath('320.png'), fullPage: true });
    await expectNoSidewaysScrolling(page);
  });
}

for (const width of [1200, 320]) {
  test(`[P20] nothing moves while pages load, ${width} px wide`, async ({ page, context }) => {
    await page.setViewportSize({ width, height: 800 });
    await signIn(page, 'Ada Example');
    const { url } = await askForLink(page);
    await watchLayoutShift(context);
    // Slow enough that what waits for an answer is painted before it comes.
    await context.route('**/portal/v1/**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await route.continue();
    });

    await page.reload();
    await expect(page.locator('[data-state="loading"]').first()).toBeVisible();
    await expect(page.locator('[data-state="loading"]')).toHaveCount(0);
    await expectNothingMoved(page);

    await clickLink(page, url);
    await expect(page.locator('[data-state="loading"]').first()).toBeVisible();
    await expectOpen(page);
    await expectNothingMoved(page);
  });
}

test('[P28] a notice pushes nothing when it comes', async ({ page, context }) => {
  await page.setViewportSize({ width: 1200, height: 800 });
  await signIn(page, 'Linus Sample');
  const { url } = await askForLink(page);
  await watchLayoutShift(context);
  await context.route('**/portal/v1/**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await route.continue();
  });
  await clickLink(page, url);
  await expectOpen(page);
  await expect(page.getByText(/^Payment failed on/).first()).toBeVisible();
  await expectNothingMoved(page);
});

async function expectNothingMoved(page: Page): Promise<void> {
  const { total, sources } = await layoutShiftsOf(page);
  expect(total, sources.join('\n')).toBeLessThan(0.001);
}

async function expectNoFindings(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // What is in the frame is proven by itself: it is seen through, and from within the ground of its text is not known.
    .exclude('iframe')
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const { content, screen } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: innerWidth,
  }));
  expect(content).toBeLessThanOrEqual(screen);
}
