import { expect } from '@playwright/test';
import { section } from './billing.js';
import { expectEnded, expectOpen } from './hostedPage.js';
import { test } from './ownDemo.js';
import { askForLink, clickLink, signIn } from './settingsPage.js';
import { watchErrors } from './watch.js';

test('[P50, P51] what was typed outlives its session, and is sent in one that another tab opens', async ({
  page,
  context,
}) => {
  await signIn(page, 'Ada Example');
  const first = await askForLink(page);
  const portal = await context.newPage();
  await clickLink(portal, first.url);
  await expectOpen(portal);
  const details = section(portal, 'Billing details');
  await details.getByRole('button', { name: /^Edit/ }).click();
  const field = details.getByLabel(/Purchase order/);
  await field.fill('PO-2026-11');
  // What asks last has asked: from here on nothing but the press finds out that the session has ended.
  await expect(portal.getByRole('region', { name: 'Test mode' })).toHaveAttribute('data-state', 'ready');

  await context.clearCookies({ name: new RegExp(first.session) });
  await details.getByRole('button', { name: /^Save/ }).click();
  const notice = portal.getByRole('alert').filter({ hasText: 'Your session has ended' });
  await expect(notice).toBeVisible();
  await expect(notice).toBeInViewport();
  await expect(field).toHaveValue('PO-2026-11');
  await expect(field).toBeDisabled();
  for (const button of await portal.getByRole('main').getByRole('button').all())
    await expect(button).toBeDisabled();

  const second = await askForLink(page);
  const other = await context.newPage();
  await clickLink(other, second.url);
  await expectOpen(other);
  await expect(notice).toHaveCount(0);
  await expect(field).toHaveValue('PO-2026-11');
  expect(portal.url()).toContain(second.session);
  const errors = watchErrors(context);
  await details.getByRole('button', { name: /^Save/ }).click();
  await expect(details.getByText('PO-2026-11')).toBeVisible();
  await portal.reload();
  await expectOpen(portal);
  await expect(details.getByText('PO-2026-11')).toBeVisible();
  expect(errors).toEqual([]);
});

test('[P49] signing out leaves every tab of the session, and a way back', async ({ page, context }) => {
  await signIn(page, 'Ada Example');
  const { url } = await askForLink(page);
  await clickLink(page, url);
  await expectOpen(page);
  const second = await context.newPage();
  await second.goto(url.split('#')[0]!);
  await expectOpen(second);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'You have signed out' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Return to / })).toBeVisible();
  await expectEnded(second);
  await page.reload();
  await expectEnded(page);
  expect(await page.content()).not.toContain('Ada Example');
});
