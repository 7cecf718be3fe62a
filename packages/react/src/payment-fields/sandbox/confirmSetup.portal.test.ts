import { createSetupIntent } from '@billfold/contract';
import { createClient, type FieldsConfirmation } from '@billfold/hooks';
import { setupOf, type SandboxEntry } from '@billfold/hooks/sandbox';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openPortal, SLOW, type PortalPage } from '../../../test/renderWithPortal.js';
import { confirmSetup } from './confirmSetup.js';

/** Confirms a new setup intent of the real portal. */
async function confirm(page: PortalPage, method: SandboxEntry['method'], abort = new AbortController()) {
  const client = createClient({
    baseUrl: page.portal.url,
    session: async () => page.portal.createToken(page.customer, page.token!),
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('Origin', 'https://app.test');
      headers.set('Sec-Fetch-Site', 'cross-site');
      return page.portal.fetch(String(input), { ...init, headers });
    },
  });
  const { clientSecret } = await client.call(createSetupIntent, {}, { idempotencyKey: crypto.randomUUID() });
  const container = document.body.appendChild(document.createElement('div'));
  const entry = method.startsWith('sepa')
    ? { method, holder: 'Example Person' }
    : { method, expiry: { month: 12, year: 2099 } };
  return confirmSetup(setupOf(client, clientSecret), entry, { container, signal: abort.signal });
}

test(
  '[U143] the portal says what becomes of each test method, and its bank asks where it wants to',
  async () => {
    const page = await openPortal('noPaymentMethod');
    const expected: [SandboxEntry['method'], FieldsConfirmation][] = [
      ['visa', { status: 'confirmed' }],
      ['sepa_debit', { status: 'confirmed' }],
      ['sepa_debit_slow', { status: 'confirmed' }],
      ['insufficient_funds', { status: 'refused', failure: 'insufficient_funds' }],
      ['card_expired', { status: 'refused', failure: 'card_expired' }],
    ];
    for (const [method, outcome] of expected) expect(await confirm(page, method), method).toEqual(outcome);
    expect(await confirm(page, 'declined_at_setup')).toMatchObject({ status: 'refused' });

    const asked = confirm(page, 'authentication_at_setup');
    (await screen.findByRole('button', { name: 'Confirm payment method' })).click();
    expect(await asked).toEqual({ status: 'confirmed' });
    const refused = confirm(page, 'authentication_required');
    (await screen.findByRole('button', { name: 'Refuse' })).click();
    expect(await refused).toMatchObject({ status: 'refused' });
    expect(screen.queryByRole('group')).toBeNull();
  },
  SLOW,
);

test(
  '[U142] what the portal itself refuses is said as what it is',
  async () => {
    const page = await openPortal('noPaymentMethod');
    const client = { scope: 'test', call: async () => Promise.reject(new Error('A fault of ours.')) };
    await expect(
      confirmSetup(
        setupOf(client as never, 'seti_1_secret_2'),
        { method: 'visa' },
        {
          container: null,
          signal: new AbortController().signal,
        },
      ),
    ).rejects.toThrow('A fault of ours.');
    for (let tries = 0; tries < 8; tries += 1) await confirm(page, 'declined_at_setup');
    // Ten setup intents an hour.
    await confirm(page, 'visa');
    await confirm(page, 'visa');
    await expect(confirm(page, 'visa')).rejects.toMatchObject({ code: 'too_many_attempts' });
  },
  SLOW,
);
