import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

const portal = `http://localhost:${process.env['BILLFOLD_E2E_PORT']}`;

for (const colorScheme of ['light', 'dark'] as const) {
  test(`[S261] the reference, ${colorScheme}: no finding of axe in anything that opens, no sideways scrolling at 320 px`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${portal}/reference`);
    await page.evaluate(() => document.querySelectorAll('details').forEach((it) => (it.open = true)));
    // Thousands of elements of a few kinds: their colours are looked at where each kind is.
    const kinds = ['nav', 'main > header', '#changeSubscription', '#Money', '#error-unauthorized'];
    const { violations } = await kinds
      .reduce((axe, kind) => axe.include(kind), new AxeBuilder({ page }))
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);

    await page.setViewportSize({ width: 320, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
}

test('[S261] the reference is used by keyboard: to the content, and from an operation to what it names', async ({
  page,
}) => {
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(`${portal}/reference`);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  await page.goto(`${portal}/reference#changeSubscription`);
  await expect(page.locator('#changeSubscription').getByRole('heading').first()).toBeInViewport();
  await page.locator('#changeSubscription').getByText('Errors of changeSubscription').focus();
  await page.keyboard.press('Enter');
  await page.locator('#changeSubscription').getByRole('link', { name: 'quote_stale' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#error-quote_stale')).toBeInViewport();
  expect(complaints).toEqual([]);
});
