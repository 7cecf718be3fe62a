import type { Client } from '@billfold/hooks';
import { render, screen, waitFor } from '@testing-library/react';
import { StrictMode, type ReactElement } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fieldsBrowser, stripeDouble } from '../../../test/fieldsBrowser.js';
import { stripeFields } from '../../stripe/index.js';
import '../../styles.css';
import type { PaymentFieldsProps } from '../PaymentFields.js';

// In the order in which a page lives: Stripe.js is loaded once in it, so what comes before that stands first.

const { Fields } = stripeFields;
let keys = 0;

function open(differs: Partial<PaymentFieldsProps> = {}, wrap = (fields: ReactElement) => fields) {
  const onState = vi.fn<PaymentFieldsProps['onState']>();
  // Each test has an account of its own, so that none finds the Stripe of another.
  keys += 1;
  const props: PaymentFieldsProps = {
    settings: { publishableKey: `pk_test_${keys}` },
    label: 'Payment method',
    locale: 'en-US',
    currency: 'eur',
    disabled: false,
    onChange: () => {},
    onState,
    ...differs,
  };
  const element = (more: Partial<PaymentFieldsProps>, key: number) =>
    wrap(
      <div className="bf-root">
        <Fields key={key} {...props} {...more} />
      </div>,
    );
  const { rerender, unmount } = render(element({}, 0));
  return {
    onState,
    unmount,
    change: (more: Partial<PaymentFieldsProps>, key = 0) => rerender(element(more, key)),
    becomes: (state: object) =>
      waitFor(() => expect(onState).toHaveBeenLastCalledWith(expect.objectContaining(state)), {
        timeout: 20_000,
      }),
  };
}

const scripts = () => document.querySelectorAll('script[src^="https://js.stripe.com"]');
const ofStripe = (addresses: string[]) => addresses.filter((address) => address.includes('stripe.com'));
const logged = (start: string) => stripeDouble().log.filter((entry) => entry.startsWith(start));

beforeEach(() => {
  stripeDouble()?.log.splice(0);
});
afterEach(() => {
  document.documentElement.removeAttribute('style');
  document.documentElement.removeAttribute('class');
});

describe('before Stripe.js is there', () => {
  test('[U150] nothing of Stripe is asked for before the fields are rendered', async () => {
    await fieldsBrowser.answerStripe('double');
    await fieldsBrowser.takeRequests();
    render(<p>A page that has imported the entry.</p>);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(ofStripe(await fieldsBrowser.takeRequests())).toEqual([]);
    expect(scripts()).toHaveLength(0);
  });

  test.each(['blocked', 'empty'] as const)('[U151] a script that is %s fails readably', async (how) => {
    await fieldsBrowser.answerStripe(how);
    const { becomes } = open();
    await becomes({ status: 'failed', reason: 'blocked' });
  });

  test('[U152] a script that takes long is said to be slow, and still counts when it comes; nothing else was asked for', async () => {
    await fieldsBrowser.takeRequests();
    await fieldsBrowser.answerStripe('silent');
    const { becomes } = open();
    await becomes({ status: 'slow' });
    await fieldsBrowser.answerStripe('double');
    await becomes({ status: 'ready' });
    const origins = new Set((await fieldsBrowser.takeRequests()).map((address) => new URL(address).origin));
    expect([...origins].filter((origin) => !origin.includes('localhost'))).toEqual(['https://js.stripe.com']);
  });
});

describe('with Stripe.js', () => {
  test('[U151] after a failure it is tried again, with another key', async () => {
    const { becomes, change } = open({ settings: { publishableKey: '' } });
    await becomes({ status: 'failed', reason: 'error' });
    change({ settings: { publishableKey: 'pk_test_again' } }, 1);
    await becomes({ status: 'ready' });
  });

  test('[U153] several fields share one script, and a second visit asks for none', async () => {
    const { becomes, unmount } = open({ settings: { publishableKey: 'pk_test_shared' } });
    const other = open({ settings: { publishableKey: 'pk_test_shared' } });
    await becomes({ status: 'ready' });
    await other.becomes({ status: 'ready' });
    unmount();
    await open({ settings: { publishableKey: 'pk_test_shared' } }).becomes({ status: 'ready' });
    expect(scripts()).toHaveLength(1);
    expect(logged('Stripe ')).toEqual(['Stripe pk_test_shared']);
  });

  test('[U154] in StrictMode it is one Stripe and one group, in setup mode and without an intent', async () => {
    const { becomes, change } = open({}, (fields) => <StrictMode>{fields}</StrictMode>);
    await becomes({ status: 'ready' });
    change({ holder: 'Somebody else', onChange: () => {} });
    change({ disabled: true });
    change({ disabled: false });
    expect(logged('Stripe ')).toHaveLength(1);
    expect(logged('elements ')).toHaveLength(1);
    expect(JSON.parse(logged('elements ')[0]!.slice('elements '.length))).toEqual({
      mode: 'setup',
      setupFutureUsage: 'off_session',
      currency: 'eur',
      locale: 'en',
    });
    expect(document.querySelectorAll('iframe')).toHaveLength(1);
  });

  test('[U154] what is not known yet is left out, and told when it is', async () => {
    const { becomes, change } = open({ currency: null, locale: 'pt-BR' });
    await becomes({ status: 'ready' });
    expect(logged('elements ')[0]).toBe(
      'elements {"mode":"setup","setupFutureUsage":"off_session","locale":"pt-BR"}',
    );
    change({ currency: 'brl', locale: 'pt-BR' });
    await waitFor(() => expect(logged('update ')).toEqual(['update currency']));
    expect(logged('elements ')).toHaveLength(1);
  });

  test('[U154] a connected account is Stripe’s own setting', async () => {
    const { becomes } = open({ settings: { publishableKey: 'pk_test_of', account: 'acct_1' } });
    await becomes({ status: 'ready' });
    expect(logged('Stripe ')).toEqual(['Stripe pk_test_of acct_1']);
  });

  test.each([
    '#215aa2',
    '#facc15',
    'oklch(0.7 0.3 150)',
    'color(display-p3 0 1 0)',
    'hsl(200 50% 50% / 0.5)',
    'rebeccapurple',
  ])('[U155] colours are ones that Stripe takes: accent %s, light and dark', async (accent) => {
    const page = document.documentElement;
    page.style.setProperty('--bf-accent', accent);
    const { becomes } = open();
    await becomes({ status: 'ready' });
    page.className = 'dark';
    await waitFor(() => expect(logged('update appearance')).toHaveLength(1));
    expect(stripeDouble().appearance!.theme).toBe('night');
    for (const [name, value] of Object.entries(stripeDouble().appearance!.variables))
      if (/color/i.test(name)) expect(value).toMatch(/^rgb\(\d+, \d+, \d+\)$/);
    page.removeAttribute('style');
    page.className = '';
    await waitFor(() => expect(logged('update appearance')).toHaveLength(2));
    expect(logged('IntegrationError')).toEqual([]);
  });

  test('[U155] where a browser gives out false pixels, Stripe’s own colours are taken', async () => {
    const read = vi
      .spyOn(CanvasRenderingContext2D.prototype, 'getImageData')
      .mockReturnValue({ data: new Uint8ClampedArray([255, 255, 255, 255]) } as unknown as ImageData);
    const { becomes } = open();
    await becomes({ status: 'ready' });
    read.mockRestore();
    expect(Object.keys(stripeDouble().appearance!.variables)).toEqual([
      'fontFamily',
      'fontSizeBase',
      'borderRadius',
    ]);
    expect(logged('IntegrationError')).toEqual([]);
  });

  test.each([
    [{ type: 'api_connection_error' }, 'blocked'],
    [{ type: 'invalid_request_error' }, 'error'],
  ] as const)('[U151] an element that can not be loaded fails readably: %o', async (error, reason) => {
    stripeDouble().loadError = error;
    const { becomes } = open();
    await becomes({ status: 'failed', reason });
    stripeDouble().loadError = null;
  });

  test.each([
    ['Complete', 'authenticated'],
    ['Fail', 'refused'],
  ])('[U156] a payment is confirmed with the bank: %s', async (button, result) => {
    const authenticated = stripeFields.authenticate({
      clientSecret: 'pi_1_secret_2',
      returnUrl: 'https://app.test/',
      container: null,
      client: {} as Client,
      signal: new AbortController().signal,
      settings: { publishableKey: 'pk_test_shared' },
      locale: 'en',
    });
    (await screen.findByRole('button', { name: button })).click();
    expect(await authenticated).toBe(result);
    expect(logged('handleNextAction')).toHaveLength(1);
  });
});
