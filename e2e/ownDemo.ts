import { test as base } from '@playwright/test';
import { startDemo, type Demo } from './demo.js';

/**
 * A test with an example app and a portal of its own. The sandbox has one time for a whole project, so a test that moves
 * it has the project to itself.
 */
export const test = base.extend<{ demo: Demo }>({
  demo: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are needed from the pattern.
    async ({}, provide) => {
      const demo = await startDemo();
      await provide(demo);
      await demo.close();
    },
    { timeout: 120_000 },
  ],
  baseURL: ({ demo }, provide) => provide(demo.app),
});
