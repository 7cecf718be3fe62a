import { useBillfold, type Authenticate, type Billfold } from '@billfold/hooks';
import { render, waitFor } from '@testing-library/react';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { BillfoldRoot, type BillfoldRootProps } from '../BillfoldRoot.js';
import { sandboxFields } from '../sandbox/index.js';
import { stripeFields } from '../stripe/index.js';
import type { PaymentFields } from './PaymentFields.js';
import { usePaymentFields } from './usePaymentFields.js';

const makeFields = (provider: string) => ({
  provider,
  Fields: () => null,
  authenticate: vi.fn<PaymentFields['authenticate']>().mockResolvedValue('authenticated'),
});

/** Renders a root whose portal names a provider, and gives out what components below it get. */
function renderRoot(paymentFields: BillfoldRootProps['paymentFields'], authenticate?: Authenticate) {
  const got: { fields: (PaymentFields | null)[]; authenticate: Authenticate | null } = {
    fields: [],
    authenticate: null,
  };
  let client: Billfold['client'];
  function note(billfold: Billfold, fields: PaymentFields | null): void {
    client = billfold.client;
    got.authenticate = billfold.authenticate;
    got.fields.push(fields);
  }
  function Look() {
    note(useBillfold(), usePaymentFields('stripe'));
    return null;
  }
  const fetch = vi.fn<typeof globalThis.fetch>(async () =>
    Response.json({ paymentFields: { provider: 'stripe', settings: { publishableKey: 'pk_test_1' } } }),
  );
  const root = (given = paymentFields) => (
    <BillfoldRoot
      baseUrl="https://billing.test"
      session={async () => ({ token: 'pt_1', expiresAt: new Date(Date.now() + 60_000).toISOString() })}
      fetch={fetch}
      locale="de"
      paymentFields={given}
      authenticate={authenticate}
    >
      <Look />
    </BillfoldRoot>
  );
  const { rerender } = render(root());
  const step = () => ({
    clientSecret: 'pi_1_secret_2',
    returnUrl: 'https://app.test/',
    container: null,
    client,
    signal: new AbortController().signal,
  });
  return { got, step, fetch, change: (given: BillfoldRootProps['paymentFields']) => rerender(root(given)) };
}

test('[U164] the session’s provider finds its fields among those of the root', () => {
  const [stripe, sandbox] = [makeFields('stripe'), makeFields('sandbox')];
  expect(renderRoot(stripe).got.fields).toEqual([stripe]);
  expect(renderRoot([sandbox, stripe]).got.fields).toEqual([stripe]);
  expect(renderRoot(sandbox).got.fields).toEqual([null]);
  expect(renderRoot(undefined).got.fields).toEqual([null]);
});

test('[U164] a list that is written anew with every render is the same list', () => {
  const stripe = makeFields('stripe');
  const { got, change } = renderRoot([stripe]);
  const { authenticate } = got;
  change([stripe]);
  change([stripe]);
  expect(got.authenticate).toBe(authenticate);
  change([makeFields('sandbox')]);
  expect(got.fields.at(-1)).toBeNull();
});

test('[U164] a payment is confirmed by the fields of the provider that bills, with what it must know', async () => {
  const stripe = makeFields('stripe');
  const { got, step, fetch } = renderRoot([makeFields('sandbox'), stripe]);
  expect(fetch).not.toHaveBeenCalled();
  expect(await got.authenticate!(step())).toBe('authenticated');
  expect(stripe.authenticate).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({
      clientSecret: 'pi_1_secret_2',
      settings: { publishableKey: 'pk_test_1' },
      locale: 'de',
    }),
  );
});

test('[U164] where the root has no fields for it, it says so; what the root is given counts more', async () => {
  const { got, step } = renderRoot(makeFields('sandbox'));
  await expect(got.authenticate!(step())).rejects.toThrow('has no `paymentFields` for stripe');
  const own = vi.fn<Authenticate>().mockResolvedValue('refused');
  const stripe = makeFields('stripe');
  const given = renderRoot(stripe, own);
  expect(await given.got.authenticate!(given.step())).toBe('refused');
  expect(stripe.authenticate).not.toHaveBeenCalled();
  expect(renderRoot(undefined).got.authenticate).toBeNull();
});

test.each([sandboxFields, stripeFields])(
  '[U165] on a server $provider renders no address and asks for nothing',
  async ({ Fields }) => {
    const html = renderToString(
      createElement(Fields, {
        settings: { url: 'https://fields.test/', publishableKey: 'pk_test_1' },
        label: 'Payment method',
        locale: 'en',
        currency: null,
        disabled: false,
        onChange: () => {},
        onState: () => {},
      }),
    );
    expect(html).not.toMatch(/https?:/);
    await waitFor(() => expect(document.querySelector('script[src*="stripe"]')).toBeNull());
  },
);
