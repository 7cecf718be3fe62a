import { BillfoldRoot, useBillingReturn } from '@billfold/hooks';
import { QueryClient } from '@tanstack/react-query';
import { act, fireEvent, render, renderHook, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { StrictMode, type ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { manageBillingButton as button } from '../../../test/states.js';

/** Where the page went. jsdom goes nowhere, so the one call that would is replaced. */
const goTo = vi.fn();
let asked: { url: string; init: RequestInit }[];
let answer: () => Promise<Response>;

beforeEach(() => {
  asked = [];
  answer = async () =>
    Response.json({ success: true, data: { url: 'https://billing.test/session/bps_1#lc_1' } });
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push({ url, init });
    return answer();
  });
  vi.stubGlobal('location', { href: 'https://app.test/settings', assign: (url: URL) => goTo(String(url)) });
});
afterEach(() => {
  vi.unstubAllGlobals();
  goTo.mockReset();
});

const refuse = (status: number, code: string) => async () =>
  Response.json({ success: false, error: { code, message: 'for developers' } }, { status });

const form = () => document.querySelector('form')!;
const press = () => userEvent.click(screen.getByRole('button', { name: 'Manage billing' }));

test('[U60] without scripts it is a form that posts to the app, with all that the app must know', () => {
  const page = document.createElement('div');
  page.innerHTML = renderToString(
    button({ returnUrl: 'https://app.test/settings', configuration: 'dunning' }),
  );
  const plain = page.querySelector('form')!;
  expect(plain.method).toBe('post');
  expect(plain.getAttribute('action')).toBe('/api/billing/portal');
  expect(Object.fromEntries(new FormData(plain))).toEqual({
    returnUrl: 'https://app.test/settings',
    configuration: 'dunning',
  });
  expect(plain.querySelector('button')).toHaveAttribute('type', 'submit');
});

const flow = { type: 'subscription_cancel', subscription: 'sub_1' } as const;

test('[U268] without scripts the flow is a field of the form, as JSON', () => {
  const page = document.createElement('div');
  page.innerHTML = renderToString(button({ flow }));
  const { flow: sent } = Object.fromEntries(new FormData(page.querySelector('form')!));
  expect(JSON.parse(sent as string)).toEqual(flow);
});

test('[U268] what the customer is sent to the portal for goes to the app', async () => {
  render(button({ flow, returnUrl: 'https://app.test/settings' }));
  await press();
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(JSON.parse(asked[0]!.init.body as string)).toEqual({ returnUrl: 'https://app.test/settings', flow });
});

describe('asking for the link', () => {
  test('[U61] one request, then the page is left, and the button stays busy until it is gone', async () => {
    render(button({ configuration: 'dunning' }));
    await press();
    await waitFor(() =>
      expect(goTo).toHaveBeenCalledExactlyOnceWith('https://billing.test/session/bps_1#lc_1'),
    );
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ url: '/api/billing/portal', init: { method: 'POST' } });
    expect(JSON.parse(asked[0]!.init.body as string)).toEqual({
      returnUrl: 'https://app.test/settings',
      configuration: 'dunning',
    });
    expect(form()).toHaveAttribute('data-state', 'busy');
    expect(screen.getByRole('status')).toHaveTextContent('Opening billing…');
    await press();
    expect(asked).toHaveLength(1);
  });

  test('[U61] a double click is one request', () => {
    render(<StrictMode>{button()}</StrictMode>);
    // Both in one go, before anything can be rendered in between.
    act(() => {
      form().requestSubmit();
      form().requestSubmit();
    });
    expect(asked).toHaveLength(1);
  });

  test('[U62] who comes back by the back button finds it ready', async () => {
    render(button());
    await press();
    await waitFor(() => expect(goTo).toHaveBeenCalled());
    fireEvent(window, Object.assign(new Event('pageshow'), { persisted: false }));
    expect(form()).toHaveAttribute('data-state', 'busy');
    fireEvent(window, Object.assign(new Event('pageshow'), { persisted: true }));
    expect(form()).toHaveAttribute('data-state', 'ready');
    await press();
    expect(asked).toHaveLength(2);
  });

  test('[U61] who has left the page in the meantime is not taken away', async () => {
    let give = (_: Response) => {};
    answer = () => new Promise((resolve) => (give = resolve));
    const { unmount } = render(button());
    await press();
    unmount();
    give(Response.json({ success: true, data: { url: 'https://billing.test/' } }));
    await new Promise((resolve) => setTimeout(resolve));
    expect(goTo).not.toHaveBeenCalled();
  });

  test('[U64] headers of the app go along, made when they are needed', async () => {
    const headers = vi.fn(async () => ({ Authorization: 'Bearer of-the-app' }));
    render(button({ headers }));
    expect(headers).not.toHaveBeenCalled();
    await press();
    await waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]!.init.headers).toMatchObject({
      Authorization: 'Bearer of-the-app',
      'Content-Type': 'application/json',
    });
  });
});

describe('failures are said beside the button, never by an alert box', () => {
  beforeEach(() => vi.stubGlobal('alert', vi.fn()));
  afterEach(() => expect(alert).not.toHaveBeenCalled());

  test.each([
    ['a server error', refuse(500, 'INTERNAL')],
    ['a route that does not exist', async () => new Response('<h1>404</h1>', { status: 404 })],
    ['a proxy’s page', async () => new Response('<h1>hello</h1>')],
    ['no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['no address', async () => Response.json({ success: true, data: {} })],
    ['nothing', async () => Response.json(null)],
  ])('[U63] %s', async (_what, failing) => {
    const success = answer;
    answer = failing;
    render(button());
    await press();
    expect(await screen.findByRole('alert')).toHaveTextContent('Billing could not be opened.');
    expect(form()).toHaveAttribute('data-state', 'failed');

    answer = success;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(goTo).toHaveBeenCalledOnce());
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('[U63] nobody is signed in', async () => {
    const onUnauthorized = vi.fn();
    answer = refuse(401, 'UNAUTHORIZED');
    render(button({ onUnauthorized }));
    await press();
    expect(await screen.findByRole('alert')).toHaveTextContent('Your session ended. Sign in again.');
    expect(onUnauthorized).toHaveBeenCalledOnce();
    expect(form()).toHaveAttribute('data-state', 'unauthorized');
  });

  test('[U63] nobody was ever billed', async () => {
    const onNoCustomer = vi.fn();
    answer = refuse(404, 'NOT_FOUND');
    render(button({ onNoCustomer }));
    await press();
    expect(await screen.findByRole('alert')).toHaveTextContent('Choose a plan first.');
    expect(onNoCustomer).toHaveBeenCalledOnce();
    expect(form()).toHaveAttribute('data-state', 'noCustomer');
  });

  test.each(['javascript:alert(1)', 'data:text/html,hello', 'httpx://app', 'https://'])(
    '[U66] %s is nowhere to go',
    async (url) => {
      answer = async () => Response.json({ success: true, data: { url } });
      render(button());
      await press();
      await screen.findByRole('alert');
      expect(goTo).not.toHaveBeenCalled();
    },
  );

  test('[U3] what is said comes from the words', async () => {
    answer = refuse(401, 'UNAUTHORIZED');
    render(button({ words: { manageBilling: { label: 'Abrechnung', unauthorized: 'Bitte anmelden.' } } }));
    await userEvent.click(screen.getByRole('button', { name: 'Abrechnung' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Bitte anmelden.');
  });
});

describe('what is left to the host', () => {
  test('[U65] a label of its own, and a button that can not be pressed', async () => {
    render(button({ children: 'Open the portal', disabled: true }));
    await userEvent.click(screen.getByRole('button', { name: 'Open the portal' }));
    expect(asked).toHaveLength(0);
  });

  test('[U65] another tab is opened by the browser itself', () => {
    render(button({ target: '_blank' }));
    expect(fireEvent.submit(form())).toBe(true);
    expect(asked).toHaveLength(0);
  });

  test('[U65] a submit that the host handles is left alone', () => {
    render(button({ onSubmit: (event) => event.preventDefault() }));
    fireEvent.submit(form());
    expect(asked).toHaveLength(0);
  });
});

describe('who comes back', () => {
  /** A page that follows visits, over a portal that never answers. */
  function Page({ children }: { children: ReactNode }) {
    const { status } = useBillingReturn();
    return <main data-status={status}>{children}</main>;
  }
  const renderPage = (props: Parameters<typeof button>[0] = {}) => {
    const queryClient = new QueryClient();
    const never = () => new Promise<never>(() => {});
    const { container } = render(
      <BillfoldRoot
        baseUrl="https://billing.test"
        session={never}
        customer="user_1"
        queryClient={queryClient}
      >
        <Page>{button(props)}</Page>
      </BillfoldRoot>,
    );
    // Something was shown before, which can be old.
    queryClient.setQueryData(['billfold', 'https://billing.test user_1', 'subscriptions', {}], []);
    return () => container.querySelector('main')!.dataset.status;
  };
  // The tests before have opened portals too, and nobody has followed that up.
  beforeEach(async () => {
    const { result, unmount } = renderHook(() => useBillingReturn(), {
      wrapper: ({ children }) => (
        <BillfoldRoot baseUrl="https://billing.test" session="/api/billing/session">
          {children}
        </BillfoldRoot>
      ),
    });
    comeBack();
    await waitFor(() => expect(result.current.status).toBe('settled'));
    unmount();
  });
  const comeBack = () => fireEvent(window, Object.assign(new Event('pageshow'), { persisted: true }));

  test('[U269] from the portal finds a page that looks what has changed', async () => {
    const status = renderPage();
    comeBack();
    expect(status()).toBe('settled');
    await press();
    await waitFor(() => expect(goTo).toHaveBeenCalled());
    expect(status()).toBe('settled');
    comeBack();
    expect(status()).toBe('settling');
  });

  test('[U269] from another tab too', () => {
    const status = renderPage({ target: '_blank' });
    fireEvent.submit(form());
    fireEvent.focus(window);
    expect(status()).toBe('settling');
  });

  test('[U269] from nowhere, because nothing could be opened, does not', async () => {
    answer = refuse(500, 'INTERNAL');
    const status = renderPage();
    await press();
    await screen.findByRole('alert');
    comeBack();
    expect(status()).toBe('settled');
  });
});
