import { expect, test } from '@playwright/test';
import { expectEnded, expectOpen } from './hostedPage.js';
import { askForLink, clickLink, invoicesShownOn, signIn } from './settingsPage.js';
import { watchTraffic } from './watch.js';

test('[P1, P2] a clicked link opens by itself, and leaves no code in the address or the history', async ({
  page,
}) => {
  await signIn(page, 'Ada Example');
  const { url, code, session } = await askForLink(page);
  await clickLink(page, url);
  await expectOpen(page);
  expect(page.url()).toBe(url.split('#')[0]);
  expect(page.url()).toContain(session);

  await page.reload();
  await expectOpen(page);
  await page.goBack();
  await expect(page).toHaveTitle('Mail');
  await page.goForward();
  await expectOpen(page);
  expect(page.url()).not.toContain(code);
});

test('[P4] no request but the redemption carries the code, and no Referer is ever sent', async ({
  page,
  context,
}) => {
  await signIn(page, 'Ada Example');
  const { url, code } = await askForLink(page);
  const traffic = watchTraffic(context);
  await clickLink(page, url);
  await expectOpen(page);
  await page.getByRole('link', { name: /^Return to / }).click();
  await expect(page.getByRole('button', { name: 'Manage billing' })).toBeVisible();

  const carriers = traffic.requests.filter((request) => (request.postData() ?? '').includes(code));
  expect(carriers.map((request) => [request.method(), new URL(request.url()).pathname])).toEqual([
    ['POST', '/portal/v1/session/exchange'],
  ]);
  for (const request of traffic.requests) {
    // What Chromium calls the request's URL includes the fragment, which is not sent.
    expect(request.url().split('#')[0]).not.toContain(code);
    const headers = await request.allHeaders();
    expect(JSON.stringify(headers)).not.toContain(code);
    expect(headers['referer'] ?? '', request.url()).not.toContain('/session/');
  }
});

test('[P4] scripts find no credential: the cookie is for the server, and every storage is empty', async ({
  page,
  context,
}) => {
  await signIn(page, 'Ada Example');
  const { url, session } = await askForLink(page);
  await clickLink(page, url);
  await expectOpen(page);

  const kept = await page.evaluate(async () => ({
    cookie: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    name: window.name,
    history: history.state as unknown,
  }));
  expect(kept).toEqual({
    cookie: '',
    local: 0,
    session: 0,
    databases: [],
    caches: [],
    name: '',
    history: null,
  });

  const cookies = (await context.cookies(page.url())).filter(({ name }) => name.includes(session));
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
});

test('[P3] scanners and previews do not use a link up; a person then opens it by one button', async ({
  page,
  browser,
  playwright,
}) => {
  await signIn(page, 'Ada Example');
  const { url } = await askForLink(page);

  const agents = [
    'Slackbot-LinkExpanding 1.0',
    'facebookexternalhit/1.1',
    'Mozilla/5.0 (compatible; MSOffice 16)',
    'curl/8.0',
  ];
  for (const userAgent of agents) {
    const scanner = await playwright.request.newContext({ userAgent });
    for (const method of ['GET', 'HEAD', 'OPTIONS']) await scanner.fetch(url, { method });
    await scanner.dispose();
  }
  // A scanner that runs scripts, and looks at the page for a while.
  const scanning = await browser.newContext();
  const scanner = await scanning.newPage();
  await scanner.goto(url);
  await expect(scanner.getByRole('button', { name: 'Continue' })).toBeVisible();
  await scanner.waitForTimeout(1000);
  await scanning.close();
  // A browser that loads a page ahead of the click.
  const ahead = await page.request.get(url, {
    headers: { 'Sec-Purpose': 'prefetch;prerender', 'Sec-Fetch-User': '?1', 'Sec-Fetch-Site': 'cross-site' },
  });
  expect(await ahead.text()).toContain('data-redeem="button"');

  await page.goto(url);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expectOpen(page);
});

test('[P5] a used link tells another browser nothing', async ({ page, browser, baseURL }) => {
  await signIn(page, 'Ada Example');
  const { url } = await askForLink(page);
  await clickLink(page, url);
  await expectOpen(page);
  const shown = await invoicesShownOn(page);
  const number = shown[0]!.split(' ')[0]!;

  const elsewhere = await browser.newContext({ baseURL });
  const thief = await elsewhere.newPage();
  for (const address of [url, url.split('#')[0]!]) {
    await clickLink(thief, address);
    await expectEnded(thief);
    const html = await thief.content();
    for (const fact of ['Ada Example', 'Example Studio', number, '@']) expect(html).not.toContain(fact);
  }
  await elsewhere.close();
});

test('[P7] a link pasted into an open portal leaves no code in the address', async ({ page }) => {
  await signIn(page, 'Ada Example');
  const { url, code } = await askForLink(page);
  await clickLink(page, url);
  await expectOpen(page);
  const loadedAgain = page.waitForEvent('load');
  await page.evaluate((fragment) => (location.hash = fragment), code);
  await loadedAgain;
  await expectOpen(page);
  expect(page.url()).toBe(url.split('#')[0]);
});

test('[P27] the line at the top leads to the sections, and loads nothing anew', async ({ page }) => {
  await signIn(page, 'Ada Example');
  await clickLink(page, (await askForLink(page)).url);
  await expectOpen(page);
  let loads = 0;
  page.on('load', () => (loads += 1));
  const links = page.getByRole('navigation', { name: 'On this page' }).getByRole('link');
  for (const link of await links.all()) {
    await link.click();
    const target = page.locator((await link.getAttribute('href'))!);
    await expect(target).toBeInViewport();
  }
  expect(page.url()).toMatch(/#cancel$/);
  expect(loads).toBe(0);
});

test('[P12] two tabs with two customers show each their own, also after a reload', async ({
  page,
  context,
}) => {
  await signIn(page, 'Ada Example');
  const first = await askForLink(page);
  const adas = await context.newPage();
  await clickLink(adas, first.url);
  await expectOpen(adas);
  const adasInvoices = await invoicesShownOn(adas);

  await signIn(page, 'Linus Sample');
  const second = await askForLink(page);
  const linuses = await context.newPage();
  await clickLink(linuses, second.url);
  await expectOpen(linuses);
  const linusesInvoices = await invoicesShownOn(linuses);
  expect(linusesInvoices).not.toEqual(adasInvoices);

  for (const tab of [adas, linuses]) {
    await tab.reload();
    await expectOpen(tab);
  }
  expect(await invoicesShownOn(adas)).toEqual(adasInvoices);
  expect(await invoicesShownOn(linuses)).toEqual(linusesInvoices);
});
