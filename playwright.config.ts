import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS, CHROMIUM_LAUNCHER } from './scripts/ensureChromium.js';
import { freePort } from './scripts/freePort.js';
import { CACHE } from './scripts/paths.js';

// This file is read by every worker too. What the first reading decided is handed on in the environment.
const portal = (process.env['BILLFOLD_E2E_PORT'] ??= String(await freePort(18_787)));
const app = (process.env['BILLFOLD_E2E_APP_PORT'] ??= String(await freePort(15_173)));

// Each run begins with the data of the example's file, in a folder of its own. Nothing is removed here: tools that only
// look at this file would take the data from under a run that is on its way.
const dataDir = (process.env['BILLFOLD_E2E_DATA_DIR'] ??= `${CACHE}/e2e-data/${Date.now()}-${process.pid}`);

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/removeOldData.ts',
  forbidOnly: true,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: `http://localhost:${app}`,
    browserName: 'chromium',
    launchOptions: { executablePath: CHROMIUM_LAUNCHER, args: CHROMIUM_ARGS },
    trace: 'retain-on-failure',
  },
  webServer: {
    command: 'node scripts/run.mjs start',
    // Tests redeem more links in a minute than a person does.
    env: { PORT: portal, APP_PORT: app, BILLFOLD_DATA_DIR: dataDir, BILLFOLD_RATE_LIMITS: 'off' },
    url: `http://localhost:${app}`,
    timeout: 120_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
});
