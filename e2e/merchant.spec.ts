import { spawnSync } from 'node:child_process';
import { expect, type Page } from '@playwright/test';
import { ROOT } from '../scripts/paths.js';
import { FROM_SOURCE } from '../scripts/sources.js';
import { section } from './billing.js';
import { expectEnded } from './hostedPage.js';
import type { Demo } from './demo.js';
import { test } from './ownDemo.js';
import { clickLink } from './settingsPage.js';

/** The sections of a page, by their titles. */
const titlesOn = (page: Page) =>
  page
    .locator('main section[aria-labelledby]')
    .evaluateAll((sections) =>
      sections.map((it) => document.getElementById(it.getAttribute('aria-labelledby')!)?.textContent?.trim()),
    );

type Link = { id: string; url: string };
type Links = Record<'accountant' | 'fixYourCard' | 'everything', Link>;

const open = (page: Page, { url }: Link) => clickLink(page, url);

const keyOf = (demo: Demo) => /secret key is (sk_test_\w+)/.exec(demo.log())![1]!;

/** Lets the merchant's script set up the portal, and make links for a new customer. */
function makeLinks(demo: Demo, scenario: string): Links {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [...FROM_SOURCE, 'e2e/makeMerchantLinks.ts', demo.portal, keyOf(demo), demo.app, scenario],
    { cwd: ROOT, encoding: 'utf8' },
  );
  if (stdout === '') throw new Error(`No link was made: ${stderr}`);
  return JSON.parse(stdout) as Links;
}

test('[M6] each link shows what it may and nothing else, in the merchant’s look', async ({
  page,
  demo,
}, testInfo) => {
  const links = makeLinks(demo, 'pastDue');
  const look = (name: string) =>
    page.screenshot({ path: testInfo.outputPath(`${name}.png`), fullPage: true });

  await test.step('an accountant sees the papers, and who they are made out to', async () => {
    await open(page, links.accountant);
    await expect(section(page, 'Invoices')).toBeVisible();
    await expect(section(page, 'Billing details')).toBeVisible();
    await look('accountant');
    for (const title of ['Plan', 'Change plan', 'Payment methods', 'Cancel plan']) {
      await expect(section(page, title)).toHaveCount(0);
    }
    await expect(page.getByRole('button', { name: /^Pay/ })).toHaveCount(0);
    await expect(page.getByRole('button', { name: /^Edit/ })).toHaveCount(0);
  });

  await test.step('who is to fix their card is led there, and nowhere else', async () => {
    await open(page, links.fixYourCard);
    await expect(section(page, 'Payment methods')).toBeVisible();
    await expect(page.getByRole('group', { name: 'Add a payment method' })).toBeVisible();
    await look('fix-your-card');
    expect(await titlesOn(page)).toEqual(['Payment methods']);
    await expect(page.getByText('Your last payment did not go through')).toBeVisible();
  });

  await test.step('the customer sees everything, in the merchant’s look', async () => {
    await open(page, links.everything);
    for (const title of ['Plan', 'Change plan', 'Payment methods', 'Invoices', 'Billing details']) {
      await expect(section(page, title)).toBeVisible();
    }
    await expect(page.getByText('Everything you pay for Example Notes')).toBeVisible();
    await look('everything');
    const logo = page.getByRole('img', { name: 'Example Notes' });
    await expect(logo).toHaveJSProperty('complete', true);
    expect(await logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(192);
    const accent = await page
      .locator('.bf-root')
      .first()
      .evaluate((root) => getComputedStyle(root).getPropertyValue('--bf-accent').trim());
    expect(accent).toBe('#7c2d12');
  });

  await test.step('a session that is revoked ends at once', async () => {
    const revoked = await fetch(`${demo.portal}/v1/portal/sessions/${links.everything.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${keyOf(demo)}` },
    });
    expect(revoked.status).toBe(200);
    await page.reload();
    await expectEnded(page);
    await look('ended');
    await expect(page.getByRole('img', { name: 'Example Notes' })).toBeVisible();
  });
});

test('[P59] of several plans the one that is chosen is shown whole, however often that changes', async ({
  page,
  demo,
}) => {
  await open(page, makeLinks(demo, 'multiSubscription').everything);
  const picker = page.getByRole('combobox', { name: 'Plan that the sections below are about' });
  for (const index of [1, 2, 0, 1]) {
    await picker.selectOption({ index });
    for (const title of ['Change plan', 'Next invoice', 'Cancel plan']) {
      await expect.poll(async () => (await section(page, title).boundingBox())?.height).toBeGreaterThan(100);
    }
  }
});
