import { expect, type Locator, type Page } from '@playwright/test';

const panelOf = (page: Page): Locator => page.getByRole('region', { name: 'Test mode' });

/** Unfolds the sandbox's panel, turns something, and folds it up again, so that it hides nothing. */
async function turn(page: Page, act: (panel: Locator) => Promise<unknown>): Promise<void> {
  const panel = panelOf(page);
  await panel.locator('summary').click();
  await act(panel);
  await expect(panel).toHaveAttribute('data-state', 'ready');
  await expect(panel.getByRole('alert')).toHaveCount(0);
  await panel.locator('summary').click();
}

/** The sandbox's time. */
export async function sandboxTime(page: Page): Promise<string> {
  return (await panelOf(page).locator('summary time').getAttribute('datetime'))!;
}

/** Moves time, and waits until it is later. */
export async function moveTime(page: Page, how: 'A day' | 'A month' | RegExp): Promise<void> {
  const before = await sandboxTime(page);
  await turn(page, async (panel) => {
    await panel.getByRole('button', { name: how }).click();
    await expect.poll(() => sandboxTime(page)).not.toBe(before);
  });
}

/** Decides how the next charge ends. */
export async function setNextCharge(
  page: Page,
  ending: 'Goes as usual' | 'Is declined' | 'Asks for 3-D Secure' | 'Takes a while',
): Promise<void> {
  await turn(page, async (panel) => {
    await panel.getByLabel('The next charge').selectOption(ending);
    await expect(panel.getByRole('status')).toContainText(ending);
  });
}

/** Puts something on file. */
export async function setPaymentMethod(page: Page, method: string): Promise<void> {
  await turn(page, async (panel) => {
    await panel.getByLabel('Payment method on file').selectOption(method);
    await expect(panel.getByRole('status')).toContainText(method);
  });
}

/** Starts over as another customer. */
export async function startOverAs(page: Page, scenario: string): Promise<void> {
  await turn(page, async (panel) => {
    await panel.getByLabel('Start over as').selectOption(scenario);
    await panel.getByRole('button', { name: 'Start over' }).click();
    const question = panel.getByRole('group', { name: `Start over as “${scenario}”?` });
    await question.getByRole('button', { name: 'Start over' }).click();
    await expect(panel.getByRole('status')).toContainText(scenario);
  });
}
