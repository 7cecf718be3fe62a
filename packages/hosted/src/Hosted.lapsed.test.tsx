import type { BillingDetails, Customer, Invoice, Page } from '@billfold/contract';
import { createTestPortal, type TestPortal } from '@billfold/server/testing';
import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openBrowser, type Browser } from '../test/openBrowser.js';
import { KEPT_FOR } from './useSessionKeeper.js';

let portal: TestPortal;
let browser: Browser;
let customer: Customer;
/** Stands in for all other tabs of this browser. */
let otherTabs: BroadcastChannel;
let heard: unknown[];

beforeAll(async () => {
  portal = await createTestPortal();
  customer = await portal.createScenario('active');
});
beforeEach(() => {
  browser = openBrowser(portal);
  heard = [];
  otherTabs = new BroadcastChannel('billfold');
  otherTabs.addEventListener('message', ({ data }) => heard.push(data));
});
afterEach(() => {
  otherTabs.close();
  vi.useRealTimers();
});
afterAll(() => portal.close());

/** The section as it is there to stay: what holds its place until its script has come is another element. */
const details = () =>
  waitFor(() => {
    const section = screen.getByRole('region', { name: 'Billing details' });
    expect(section).not.toHaveAttribute('aria-busy');
    return section;
  });
const purchaseOrder = async () => within(await details()).findByRole('textbox', { name: /Purchase order/ });
const notice = () => screen.findByText('Your session has ended');

/** What asks last has asked: from here on nothing but the test finds out that the session has ended. */
const askedAll = () => screen.findByRole('region', { name: 'Test mode' });

/** Opens the portal, and types something into billing details. */
async function openAndType(typed: string): Promise<string> {
  const { url, session } = await portal.createLink(customer.id);
  browser.visit(url);
  await askedAll();
  await typePurchaseOrder(typed);
  return session;
}

async function typePurchaseOrder(typed: string): Promise<void> {
  await userEvent.click(await within(await details()).findByRole('button', { name: /^(Edit|Add)/ }));
  const field = await purchaseOrder();
  await userEvent.clear(field);
  await userEvent.type(field, typed);
}

const end = (session: string) => portal.merchant('DELETE', `/v1/portal/sessions/${session}`);

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- A channel reaches its own origin only.
const tellFromElsewhere = (message: unknown) => otherTabs.postMessage(message);

/** The customer comes back to the tab: data that may be old is asked for again. */
function lookAgain(): void {
  vi.setSystemTime(Date.now() + 10 * 60_000);
  act(() => void document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
}

/** Opens another session in this browser, as a tab does that nobody sees here. */
async function openElsewhere(of: Customer): Promise<string> {
  const { code, session } = await portal.createLink(of.id);
  const answer = await browser.fetch(`${portal.url}/portal/v1/session/exchange`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  expect(answer.status).toBe(200);
  tellFromElsewhere({ says: 'open', session });
  return session;
}

describe('a session that ends while something is being entered', () => {
  test('[P50] leaves the page and what was typed, can do nothing any more, and says how to go on', async () => {
    await end(await openAndType('PO-123'));
    const before = screen.getAllByRole('region').map(({ id }) => id);
    lookAgain();
    await notice();

    const alert = screen.getByRole('alert');
    expect(alert).toHaveTextContent('What you entered is still here');
    await waitFor(() => expect(alert).toHaveFocus());
    const elsewhere = within(alert).getByRole('link', { name: 'Open Example App in another tab' });
    expect(elsewhere).toHaveAttribute('href', 'https://app.test/settings');
    expect(elsewhere).toHaveAttribute('target', '_blank');
    expect(await purchaseOrder()).toHaveValue('PO-123');
    expect(screen.getAllByRole('region').map(({ id }) => id)).toEqual(before);
    for (const control of within(screen.getByRole('main')).getAllByRole('button'))
      expect(control).toBeDisabled();
    expect(await purchaseOrder()).toBeDisabled();
    expect(screen.queryByRole('button', { name: 'Sign out' })).toBeNull();
    // No section tells the same once more.
    expect(document.querySelectorAll('[data-state="expired"], [data-state="error"]')).toHaveLength(0);
  });

  test('[P50] leaves what was typed also where the page began with a link to something that is gone', async () => {
    const { token } = await portal.createToken(customer.id);
    const headers = { Authorization: `Bearer ${token}` };
    const invoices = (await (await portal.fetch('/portal/v1/invoices', { headers })).json()) as Page<Invoice>;
    const { id: invoice } = invoices.data.find(({ status }) => status === 'paid')!;
    const { url, session } = await portal.createLink(customer.id, {
      flow: { type: 'invoice_pay', invoice, afterCompletion: { type: 'hosted_confirmation' } },
    });
    browser.visit(url);
    await userEvent.click(await screen.findByRole('button', { name: 'See your billing' }));
    await typePurchaseOrder('PO-122');
    await end(session);
    lookAgain();
    await notice();
    expect(await purchaseOrder()).toHaveValue('PO-122');
  });

  test('[P51] goes on by itself with a session of the same customer, and sends what was typed when it is pressed', async () => {
    const typed = `PO-${Date.now()}`;
    await end(await openAndType(typed));
    lookAgain();
    await notice();
    const session = await openElsewhere(customer);
    await waitFor(() => expect(screen.queryByText('Your session has ended')).toBeNull());
    expect(window.location.pathname).toBe(`/session/${session}`);
    expect(await purchaseOrder()).toHaveValue(typed);

    const writes = () =>
      browser.sent.filter(({ method, path }) => method === 'PATCH' && /details/.test(path));
    expect(writes()).toEqual([]);
    await userEvent.click(within(await details()).getByRole('button', { name: /^Save/ }));
    await waitFor(() => expect(writes()).toHaveLength(1));
    expect(writes()[0]!.headers['billfold-session']).toBe(session);
    expect(await within(await details()).findByText(typed)).toBeVisible();
    const { token } = await portal.createToken(customer.id);
    const saved = await portal.fetch('/portal/v1/billing-details', {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(((await saved.json()) as BillingDetails).purchaseOrder).toBe(typed);
  });

  test('[P51] asks by itself what a plan costs that was chosen when the session had ended', async () => {
    const { url, session } = await portal.createLink(customer.id);
    browser.visit(url);
    const other = await screen.findByRole('radio', { name: /^Business/ });
    const change = screen.getByRole('region', { name: 'Change plan' });
    await askedAll();
    await end(session);
    await userEvent.click(other);
    await notice();
    await openElsewhere(customer);
    await waitFor(() => expect(screen.queryByText('Your session has ended')).toBeNull());
    const quote = await within(change).findByRole('group', { name: 'What this change costs' });
    await waitFor(() => expect(quote).toHaveAttribute('aria-busy', 'false'));
    expect(within(change).queryByRole('alert')).toBeNull();
    expect(await within(change).findByRole('button', { name: /^(Pay|Change|Switch|Confirm)/ })).toBeEnabled();
  });

  test('[P51] asks whether one is open already', async () => {
    const session = await openAndType('PO-124');
    await end(session);
    lookAgain();
    await notice();
    await waitFor(() => expect(heard).toContainEqual({ says: 'asking', session }));
  });

  test('[P52] takes no session of anybody else, and none that this browser does not hold', async () => {
    await end(await openAndType('PO-125'));
    lookAgain();
    await notice();
    const other = await portal.createScenario('active');
    browser.sent.length = 0;
    const theirs = await openElsewhere(other);
    const strange = (await portal.createLink(customer.id)).session;
    tellFromElsewhere({ says: 'open', session: strange });
    for (const message of [null, 'open', { says: 'open' }, { says: 'open', session: '../x' }])
      tellFromElsewhere(message);
    const asked = () =>
      browser.sent
        .filter(({ path }) => path === '/portal/v1/session')
        .map((it) => it.headers['billfold-session']);
    await waitFor(() => expect(asked()).toEqual([theirs, strange]));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(screen.getByText('Your session has ended')).toBeVisible();
    expect(await purchaseOrder()).toHaveValue('PO-125');
    expect(document.documentElement.outerHTML).not.toContain(other.name);
  });

  test('[P53] what was typed is kept for a quarter of an hour, and then everything leaves the page', async () => {
    const session = await openAndType('PO-126');
    await end(session);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], shouldAdvanceTime: true });
    lookAgain();
    await notice();
    await vi.advanceTimersByTimeAsync(KEPT_FOR - 60_000);
    expect(await purchaseOrder()).toHaveValue('PO-126');
    await vi.advanceTimersByTimeAsync(61_000);
    await screen.findByRole('heading', { name: 'This session has ended' });
    expect(screen.queryByDisplayValue('PO-126')).toBeNull();
    expect(document.documentElement.outerHTML).not.toContain(customer.name);
  });

  test('[P54] while a dialog is open the notice is in it, where it can be reached', async () => {
    const { url, session } = await portal.createLink(customer.id);
    browser.visit(url);
    const cancel = await screen.findByRole('region', { name: 'Cancel plan' });
    await userEvent.click(await within(cancel).findByRole('button', { name: 'Cancel plan' }));
    const dialog = await screen.findByRole('alertdialog');
    await userEvent.type(await within(dialog).findByRole('textbox'), 'Too many seats');
    await end(session);
    lookAgain();
    expect(await within(dialog).findByText('Your session has ended')).toBeVisible();
    expect(within(dialog).getByRole('textbox')).toHaveValue('Too many seats');
    expect(within(dialog).getByRole('button', { name: 'Cancel plan' })).toBeDisabled();
  });
});

test('[P49] who signs out in one tab leaves the others too, whatever was typed there', async () => {
  const session = await openAndType('PO-127');
  tellFromElsewhere({ says: 'left', session });
  await new Promise((resolve) => setTimeout(resolve, 100));
  // Nobody is believed but the server.
  expect(await purchaseOrder()).toHaveValue('PO-127');

  await end(session);
  tellFromElsewhere({ says: 'left', session });
  await screen.findByRole('heading', { name: 'This session has ended' });
  expect(screen.queryByDisplayValue('PO-127')).toBeNull();
});
