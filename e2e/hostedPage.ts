import { expect, type Page } from '@playwright/test';

/** Waits until the hosted portal is open, with its data. */
export async function expectOpen(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Billing', level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Return to / })).toBeVisible();
  await expect(page.locator('[data-state="loading"]')).toHaveCount(0);
}

export async function expectEnded(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'This session has ended' })).toBeVisible();
}
