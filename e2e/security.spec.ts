import { expect, test, type APIResponse } from '@playwright/test';
import { expectEnded, expectOpen } from './hostedPage.js';
import { askForLink, clickLink, signIn } from './settingsPage.js';
import { watchErrors, watchTraffic, watchViolations } from './watch.js';

test('[P22] nothing the page does violates its policy, and it asks its own origin only', async ({
  page,
  context,
}) => {
  await signIn(page, 'Ada Example');
  const { url } = await askForLink(page);
  const violations = await watchViolations(context);
  const errors = watchErrors(context);
  const traffic = watchTraffic(context);

  await page.goto(url);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expectOpen(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.reload();
  await expectOpen(page);
  await context.clearCookies({ name: /billfold_/ });
  await page.reload();
  await expectEnded(page);

  expect(violations).toEqual([]);
  expect(errors).toEqual([]);
  const portal = new URL(url).origin;
  const elsewhere = traffic.requests
    .map((request) => request.url())
    .filter((it) => !it.startsWith(`${portal}/`) && !it.startsWith('data:'));
  expect(elsewhere).toEqual([]);
});

test('[P22] inline script and style are refused', async ({ page, context }) => {
  await signIn(page, 'Ada Example');
  const { url } = await askForLink(page);
  const violations = await watchViolations(context);
  await page.goto(url);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "owned"';
    const style = document.createElement('style');
    style.textContent = 'body { display: none }';
    document.head.append(script, style);
  });
  await expect
    .poll(() => violations.map((violation) => violation.split(' ')[0]).sort())
    .toEqual(['script-src-elem', 'style-src-elem']);
  expect(await page.title()).toBe('Billing');
});

test('[P23] no page can frame the portal', async ({ page }) => {
  await signIn(page, 'Ada Example');
  const { url } = await askForLink(page);
  for (const host of ['http://stranger.test/', new URL('/framing', page.url()).href]) {
    await page.route(host, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><title>Frame</title><iframe src="${url}"></iframe>`,
      }),
    );
    await page.goto(host);
    const frame = page.frames()[1]!;
    await expect.poll(() => frame.url()).toBe('chrome-error://chromewebdata/');
  }
});

test('[P23] every answer forbids caching, framing, sniffing and telling where its reader came from', async ({
  page,
}) => {
  await signIn(page, 'Ada Example');
  const { url, session } = await askForLink(page);
  await clickLink(page, url);
  await expectOpen(page);
  const portal = new URL(url).origin;
  const withCookie = { 'Billfold-Session': session, 'Sec-Fetch-Site': 'same-origin' };

  const answers: APIResponse[] = [
    await page.request.get(url),
    await page.request.get(`${portal}/session/bps_unknown`),
    await page.request.get(`${portal}/portal/v1/session`, { headers: withCookie }),
    await page.request.get(`${portal}/portal/v1/session`),
    await page.request.get(`${portal}/portal/v1/nothing`),
    await page.request.post(`${portal}/portal/v1/session/exchange`, { data: 'x' }),
  ];
  expect(answers.map((answer) => answer.status())).toEqual([200, 200, 200, 401, 404, expect.any(Number)]);
  for (const answer of answers) {
    const headers = answer.headers();
    expect(headers, answer.url()).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['content-security-policy'], answer.url()).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy'], answer.url()).not.toMatch(/unsafe-|\*/);
  }
});
