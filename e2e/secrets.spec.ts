import { expect, test } from '@playwright/test';
import { startDemo, type Demo } from './demo.js';
import { expectEnded, expectOpen } from './hostedPage.js';
import { askForLink, clickLink, signIn } from './settingsPage.js';

let demo: Demo | undefined;
test.afterEach(() => demo?.close());

test('[P4] code and credential are in no line of the log and in no row of the database', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  demo = await startDemo();
  const context = await browser.newContext({ baseURL: demo.app });
  const page = await context.newPage();
  await signIn(page, 'Ada Example');
  const { url, code, session } = await askForLink(page);
  await clickLink(page, url);
  await expectOpen(page);
  const credential = (await context.cookies(demo.portal)).find(({ name }) => name.includes(session))!.value;

  // A second try with the used code, from elsewhere; and the code where it does not belong.
  const thief = await browser.newContext();
  const elsewhere = await thief.newPage();
  await clickLink(elsewhere, url);
  await expectEnded(elsewhere);
  await thief.close();
  await page.request.get(`${demo.portal}/session/${session}`, {
    headers: { 'X-Forwarded-For': '203.0.113.7' },
  });
  await context.close();

  const log = demo.log();
  const rows = await demo.stopAndReadRows();
  // The search would find them if they were there: both hold the session's id, which is no secret.
  expect(log).toContain('exchangeSession');
  expect(rows).toContain(session);
  for (const secret of [code, credential]) {
    const body = secret.replace(/^[a-z]+_/, '');
    for (const form of [
      secret,
      body.slice(0, 16),
      Buffer.from(secret).toString('base64'),
      encodeURIComponent(body),
    ]) {
      expect(log.includes(form), `the log holds ${form}`).toBe(false);
      expect(rows.includes(form), `a row holds ${form}`).toBe(false);
    }
  }
});
