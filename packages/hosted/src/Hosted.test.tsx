import type { Customer, Session } from '@billfold/contract';
import { createTestPortal, type TestPortal } from '@billfold/server/testing';
import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openBrowser, sayingOfSessions, type Browser } from '../test/openBrowser.js';

let portal: TestPortal;
let browser: Browser;
let customer: Customer;

beforeAll(async () => {
  portal = await createTestPortal();
  customer = await portal.createScenario('active');
});
beforeEach(() => {
  browser = openBrowser(portal);
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => portal.close());

const link = (options?: Parameters<TestPortal['createLink']>[1]) => portal.createLink(customer.id, options);
const opened = () => screen.findByRole('link', { name: /Return to/ });
const ended = () => screen.findByRole('heading', { name: 'This session has ended' });
const exchanges = () => browser.sent.filter(({ path }) => path === '/portal/v1/session/exchange');

const invoiceNumber = /^[A-Z0-9]+-\d+$/;

/** Every name, address and number by which a reader could know whose billing this is. */
function expectNothingOf({ name, email, id }: Customer): void {
  for (const fact of [name, email, id]) expect(document.documentElement.outerHTML).not.toContain(fact);
  expect(screen.queryByRole('table')).toBeNull();
}

/** Answers sessions with what this portal itself would never say. */
function answerSessionWith(change: (session: Session) => Session): void {
  browser = openBrowser(sayingOfSessions(portal, change));
}

describe('the link', () => {
  test('[P2] after a click the code is redeemed once, in the body of one POST', async () => {
    const { url, code, session } = await link();
    browser.visit(url);
    await opened();
    expect(exchanges()).toHaveLength(1);
    expect(exchanges()[0]).toMatchObject({ method: 'POST', body: JSON.stringify({ code }) });
    for (const { path, headers, body } of browser.sent.filter((request) => !exchanges().includes(request))) {
      expect(path + JSON.stringify(headers) + body).not.toContain(code);
      expect(headers['billfold-session']).toBe(session);
    }
  });

  test('[P3] without a click nothing is sent until Continue is pressed', async () => {
    const { url } = await link();
    browser.visit(url, { click: false });
    await screen.findByRole('heading', { name: 'Open your billing' });
    expect(browser.sent).toEqual([]);
    expectNothingOf(customer);

    await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
    await opened();
    expect(exchanges()).toHaveLength(1);
  });

  test('[P5] used, expired, revoked and unknown links say the same, and nothing of the customer', async () => {
    const used = await link();
    browser.visit(used.url);
    await opened();

    const revoked = await link();
    await portal.merchant('DELETE', `/v1/portal/sessions/${revoked.session}`);
    const unknown = { url: `${portal.url}/session/bps_unknown#lc_${'a'.repeat(49)}` };
    const expired = await link({ ttlSeconds: 60 });
    portal.clock.set(new Date(portal.clock.now().getTime() + 61_000));

    const screens: string[] = [];
    for (const { url } of [used, revoked, unknown, expired]) {
      browser = openBrowser(portal);
      const { container } = browser.visit(url);
      await ended();
      expectNothingOf(customer);
      expect(screen.queryByRole('link')).toBeNull();
      expect(document.title).toBe('Billing');
      screens.push(container.innerHTML);
    }
    expect(new Set(screens).size).toBe(1);
  });

  test('[P5] an address that names no session has ended too, and asks nobody', async () => {
    browser.visit(`${portal.url}/session/`);
    await ended();
    expect(browser.sent).toEqual([]);
  });

  test('[P6] a used link opens the session that this browser still holds', async () => {
    const { url } = await link();
    browser.visit(url);
    await opened();
    browser.visit(url);
    await opened();
    expect(exchanges()).toHaveLength(2);
  });
});

describe('the session', () => {
  test('[P8] a reload opens it by its cookie', async () => {
    const { url, session } = await link();
    browser.visit(url);
    await opened();
    browser.sent.length = 0;
    browser.visit(url.split('#')[0]!, { click: false });
    await opened();
    expect(exchanges()).toEqual([]);
    // Not the first one for sure: what the page before had asked for may still be on its way.
    const asked = browser.sent.find(({ path }) => path === '/portal/v1/session');
    expect(asked?.headers).toMatchObject({ 'billfold-session': session });
  });

  test('[P9] when it ends, the data leaves the page and the way back stays', async () => {
    const { url, session } = await link();
    browser.visit(url);
    await opened();
    await screen.findAllByText(invoiceNumber);
    await portal.merchant('DELETE', `/v1/portal/sessions/${session}`);

    // The customer comes back from another tab: data that may be old is asked for again.
    vi.setSystemTime(Date.now() + 10 * 60_000);
    act(() => void document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
    await ended();
    expectNothingOf(customer);
    expect(screen.getByRole('link', { name: 'Return to Example App' })).toHaveAttribute(
      'href',
      'https://app.test/settings',
    );
    expect(screen.getByRole('heading', { name: 'This session has ended' })).toHaveFocus();
  });

  test('[P10] a wrong clock does not end a session; when its time is over the server is asked', async () => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'Date'],
      shouldAdvanceTime: true,
      now: Date.parse('2031-01-01T00:00:00Z'),
    });
    const { url } = await link({ ttlSeconds: 600 });
    browser.visit(url);
    await screen.findAllByText(invoiceNumber);
    browser.sent.length = 0;

    // By this device's clock the session was over years ago.
    await vi.advanceTimersByTimeAsync(1500);
    await waitFor(() => expect(browser.sent.map(({ path }) => path)).toContain('/portal/v1/session'));
    expect(await opened()).toBeVisible();

    portal.clock.set(new Date(portal.clock.now().getTime() + 601_000));
    await vi.advanceTimersByTimeAsync(61_000);
    await ended();
  });

  test('[P11] when the server can not be reached the code waits for the next try', async () => {
    const { url } = await link();
    browser.answerWith(() => Promise.reject(new TypeError('Failed to fetch')));
    browser.visit(url);
    await screen.findByRole('heading', { name: 'Your billing could not be opened' });
    expectNothingOf(customer);

    browser.answerWith(null);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await opened();
  });
});

describe('who comes back from a bank that had the whole page', () => {
  const written =
    '?billfold_setup=default&setup_intent=seti_1a2B&setup_intent_client_secret=seti_1a2B_secret_3c4D&redirect_status=succeeded';

  test('[P37] is in the portal again by the cookie, and what the bank wrote is asked about and gone', async () => {
    const { url } = await link();
    browser.visit(url);
    await opened();
    browser.sent.length = 0;

    browser.visit(url.split('#')[0]! + written, { click: false });
    await opened();
    await waitFor(() => expect(window.location.search).toBe(''));
    expect(window.location.pathname).toBe(new URL(url).pathname);
    const asked = () =>
      browser.sent.filter(({ method, path }) => method === 'POST' && path.endsWith('/payment-methods'));
    await waitFor(() => expect(asked()).toHaveLength(1));
    expect(JSON.parse(asked()[0]!.body)).toMatchObject({ setupIntent: 'seti_1a2B', makeDefault: true });
    expect(JSON.stringify(browser.sent)).not.toContain('secret_3c4D');
  });

  test('[P37] to a session that has ended finds nothing of it in the address', async () => {
    const { url } = await link();
    browser.visit(url.split('#')[0]! + written, { click: false });
    await ended();
    expect(window.location.search).toBe('');
    expect(browser.sent.map(({ path }) => path)).toEqual(['/portal/v1/session']);
  });
});

describe('the page', () => {
  test('[P15] the way back leads to the return URL', async () => {
    const { url } = await link({ returnUrl: 'https://app.test/settings?tab=billing' });
    browser.visit(url);
    expect(await opened()).toHaveAttribute('href', 'https://app.test/settings?tab=billing');
  });

  test('[P16] a project in test mode says so', async () => {
    const { url } = await link();
    browser.visit(url);
    await opened();
    expect(screen.getByTitle('No real money moves.')).toHaveTextContent('Test mode');
  });

  test('[P29] in test mode the controls of the sandbox are below everything else, and on a live page nowhere', async () => {
    const { url } = await link();
    browser.visit(url);
    await opened();
    const panel = await screen.findByRole('region', { name: 'Test mode' });
    expect(panel).toBe(document.querySelector('.hosted-sections')!.lastElementChild);

    const live = await link();
    // The sandbox is always in test mode, so a live session can only be answered in its place.
    answerSessionWith((session) => ({ ...session, testMode: false }));
    browser.visit(live.url);
    await opened();
    await screen.findAllByText(invoiceNumber);
    expect(screen.queryByText('Test mode')).toBeNull();
    expect(browser.sent.map(({ path }) => path)).not.toContain('/portal/v1/sandbox');
  });

  const titles = () => screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
  const linksOf = (name: string) =>
    within(screen.getByRole('navigation', { name }))
      .getAllByRole('link')
      .map((it) => [it.textContent, it.getAttribute('href')]);

  test('[P27] the sections stand in the order of questions, and the line at the top leads to them', async () => {
    const { url } = await link();
    browser.visit(url);
    await opened();
    await waitFor(() =>
      expect(titles()).toEqual([
        'Overview',
        'Plan',
        'Change plan',
        'Next invoice',
        'Payment methods',
        'Invoices',
        'Billing details',
        'Activity',
        'Cancel plan',
      ]),
    );
    expect(linksOf('On this page')).toEqual([
      ['Plan', '#plan'],
      ['Change plan', '#change'],
      ['Next invoice', '#upcoming'],
      ['Payment methods', '#payment'],
      ['Invoices', '#invoices'],
      ['Billing details', '#details'],
      ['Activity', '#activity'],
      ['Cancel', '#cancel'],
    ]);
    for (const [, anchor] of linksOf('On this page')) expect(document.querySelector(anchor!)).toBeVisible();
  });

  test('[P27] what has nothing to say to a customer is no place to go', async () => {
    const free = await portal.createScenario('free');
    const { url } = await portal.createLink(free.id);
    browser.visit(url);
    await opened();
    await waitFor(() => expect(titles()).not.toContain('Cancel plan'));
    expect(linksOf('On this page')).not.toContainEqual(['Cancel', '#cancel']);
  });

  test('[P59] of several plans, one choice decides what the sections are about', async () => {
    const several = await portal.createScenario('twoSubscriptions');
    const { url } = await portal.createLink(several.id);
    browser.visit(url);
    await opened();
    const asked = () => within(screen.getByRole('region', { name: 'Cancel plan' })).queryAllByRole('radio');
    await waitFor(() => expect(asked()).toHaveLength(2));
    const picker = screen.getByRole('combobox', { name: 'Plan that the sections below are about' });
    const [, first, second] = within(picker).getAllByRole('option');
    // Both are called the same: what they cost and when they began tells them apart.
    expect(first).toHaveTextContent(/^Team.* · €[\d.]+ a month · since \w+/);
    expect(second!.textContent).not.toBe(first!.textContent);
    await userEvent.selectOptions(picker, first!);
    await waitFor(() => expect(asked()).toHaveLength(0));
    expect(screen.getByRole('region', { name: 'Cancel plan' })).toBeVisible();
  });

  test('[P28] a notice is there as soon as the page is open', async () => {
    const late = await portal.createScenario('pastDue');
    const { url } = await portal.createLink(late.id);
    browser.visit(url);
    await opened();
    expect(screen.getAllByText(/^Payment failed/)[0]).toBeVisible();
    expect(document.querySelector('[data-state="loading"]')).toBeNull();
  });

  test('[P18] what the session may not see is not on the page', async () => {
    const { url } = await link({ capabilities: ['subscriptions:read'] });
    browser.visit(url);
    await opened();
    expect(screen.getByRole('region', { name: 'Plan' })).toBeVisible();
    expect(screen.queryByRole('region', { name: 'Invoices' })).toBeNull();
  });

  test('[P34] payment methods and billing details are there by capability', async () => {
    const seen = async (capabilities: Session['capabilities']) => {
      const { url } = await link({ capabilities });
      browser.visit(url);
      await opened();
      return titles().filter((title) => ['Payment methods', 'Billing details'].includes(title!));
    };
    expect(await seen(['payment_methods:read'])).toEqual(['Payment methods']);
    expect(await seen(['billing_details:read'])).toEqual(['Billing details']);
    expect(await seen(['invoices:read'])).toEqual([]);
  });

  test('[P34] switched off, they are not on the page, and nobody asks for them', async () => {
    await portal.configure({ paymentMethodUpdate: { enabled: false }, customerUpdate: { enabled: false } });
    const { url } = await link();
    browser.visit(url);
    await opened();
    await screen.findAllByText(invoiceNumber);
    await portal.configure({});
    expect(titles()).not.toContain('Payment methods');
    expect(titles()).not.toContain('Billing details');
    const paths = browser.sent.map(({ path }) => path);
    expect(paths.filter((path) => /payment-methods|billing-details/.test(path))).toEqual([]);
  });

  test('[P19] a session in Arabic is written from right to left', async () => {
    const { url } = await link({ locale: 'ar-EG' });
    browser.visit(url);
    await opened();
    expect(document.documentElement).toHaveAttribute('dir', 'rtl');
  });

  test('[P57] without a return URL there is no way back but the words', async () => {
    const { url } = await link();
    answerSessionWith((session) => ({ ...session, returnUrl: null }));
    browser.visit(url);
    await screen.findByRole('button', { name: 'Sign out' });
    expect(screen.queryByRole('link', { name: /Return to/ })).toBeNull();
  });

  test('[P58] a customer without a plan is shown the way to one, where the merchant has said which', async () => {
    const free = await portal.createScenario('free');
    const { url } = await portal.createLink(free.id);
    answerSessionWith((session) => ({
      ...session,
      branding: { ...session.branding, upgradeUrl: 'https://app.test/plans' },
    }));
    browser.visit(url);
    await opened();
    const plan = screen.getByRole('region', { name: 'Plan' });
    expect(await within(plan).findByRole('link', { name: 'See plans' })).toHaveAttribute(
      'href',
      'https://app.test/plans',
    );
  });
});

describe('signing out', () => {
  test('[P49] ends the session on the server, takes the data off the page and leads back', async () => {
    const { url } = await link();
    browser.visit(url);
    await screen.findAllByText(invoiceNumber);
    await userEvent.click(await screen.findByRole('button', { name: 'Sign out' }));
    expect(await screen.findByRole('heading', { name: 'You have signed out' })).toHaveFocus();
    expectNothingOf(customer);
    expect(screen.getByRole('link', { name: 'Return to Example App' })).toBeVisible();

    browser.visit(url.split('#')[0]!);
    await ended();
  });

  test('[P49] where the server does not answer it is said, and the page stays', async () => {
    const { url } = await link();
    browser.visit(url);
    await opened();
    browser.answerWith(() => Promise.reject(new TypeError('Failed to fetch')));
    await userEvent.click(screen.getByRole('button', { name: 'Sign out' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('You are still signed in');
    expect(screen.getByRole('region', { name: 'Plan' })).toBeVisible();
  });
});
