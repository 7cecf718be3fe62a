import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSandboxPayer } from '../../../testing/openSandboxPayer.js';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openTestSandbox();
}, 60_000);
afterAll(() => sandbox.close());

describe('[X145] a setup intent', () => {
  test('is confirmed by its secret, by its customer alone', async () => {
    const { subject, billing, confirm, add } = await openSandboxPayer(sandbox);
    const intent = await billing.createSetupIntent();
    const stranger = await subject.createCustomer();
    const { clientSecret } = intent;
    const notFound = expect.objectContaining({ code: 'not_found' });
    const theirs = subject.runAs(stranger, 'confirmSandboxSetup', { clientSecret, method: 'visa' });
    await expect(theirs).rejects.toEqual(notFound);
    for (const guess of [intent.id, `${intent.id}_secret_guess`, 'nonsense', `${clientSecret}0`]) {
      await expect(confirm({ clientSecret: guess }, 'visa')).rejects.toEqual(notFound);
    }
    await expect(add(intent.id)).rejects.toEqual(expect.objectContaining({ code: 'setup_not_confirmed' }));
  });

  test('keeps what was entered: whose it is and until when it is good', async () => {
    const { billing, confirm, add } = await openSandboxPayer(sandbox);
    const intent = await billing.createSetupIntent();
    await confirm(intent, 'amex', { holder: 'Demo Holder', expiry: { month: 2, year: 2028 } });
    expect(await add(intent.id)).toMatchObject({
      paymentMethod: {
        brand: 'amex',
        holder: 'Demo Holder',
        expiry: { month: 2, year: 2028 },
        expiresAt: '2028-03-01T00:00:00.000Z',
      },
    });
  });

  test('of a debit has a mandate from that instant, and a bank', async () => {
    const { put } = await openSandboxPayer(sandbox);
    const debit = await put('sepa_debit');
    expect(debit).toMatchObject({
      type: 'sepa_debit',
      bankName: 'Demo Bank',
      expiry: null,
      mandate: { reference: expect.stringMatching(/^[0-9A-Z]{12}$/), acceptedAt: debit.createdAt },
    });
  });

  test('that was refused or is asked about can be confirmed with something else, of which the bank is asked anew', async () => {
    const { billing, confirm, add } = await openSandboxPayer(sandbox);
    const intent = await billing.createSetupIntent();
    expect(await confirm(intent, 'card_expired')).toEqual({ status: 'failed', failure: 'card_expired' });
    expect(await confirm(intent, 'authentication_fails', { outcome: 'authenticated' })).toMatchObject({
      status: 'requires_action',
    });
    expect(await confirm(intent, 'authentication_at_setup', { outcome: 'authenticated' })).toMatchObject({
      status: 'requires_action',
    });
    expect(await confirm(intent, 'authentication_at_setup', { outcome: 'refused' })).toEqual({
      status: 'failed',
      failure: 'authentication_required',
    });
    expect(await add(intent.id)).toEqual({ status: 'failed', failure: 'authentication_required' });
    expect(await confirm(intent, 'visa')).toEqual({ status: 'succeeded', failure: null });
    expect(await add(intent.id)).toMatchObject({ status: 'succeeded', isNew: true });
  });

  test('keeps what the bank was asked about when it has answered', async () => {
    const { billing, confirm, add } = await openSandboxPayer(sandbox);
    const intent = await billing.createSetupIntent();
    const entered = { holder: 'Demo Holder', expiry: { month: 2, year: 2028 } };
    await confirm(intent, 'authentication_at_setup', entered);
    const another = { holder: 'Somebody Else', expiry: { month: 1, year: 2020 } };
    expect(
      await confirm(intent, 'authentication_at_setup', { ...another, outcome: 'authenticated' }),
    ).toMatchObject({ status: 'succeeded' });
    expect(await add(intent.id)).toMatchObject({ paymentMethod: entered });

    const unnamed = await billing.createSetupIntent();
    await confirm(unnamed, 'authentication_at_setup', entered);
    await confirm(unnamed, 'authentication_at_setup', { outcome: 'authenticated' });
    expect(await add(unnamed.id)).toMatchObject({ paymentMethod: entered });
  });

  test('that has succeeded is not changed by another confirmation', async () => {
    const { billing, confirm, add, last4 } = await openSandboxPayer(sandbox);
    const intent = await billing.createSetupIntent();
    await confirm(intent, 'visa');
    expect(await confirm(intent, 'mastercard')).toEqual({ status: 'succeeded', failure: null });
    await add(intent.id);
    await confirm(intent, 'declined_at_setup');
    expect(await add(intent.id)).toMatchObject({ isNew: false, paymentMethod: { last4: '4242' } });
    expect(await last4()).toEqual(['4242']);
  });

  test('whose payment method was removed brings it back to nobody', async () => {
    const { billing, confirm, add, put, last4 } = await openSandboxPayer(sandbox);
    await put('visa');
    const intent = await billing.createSetupIntent();
    await confirm(intent, 'mastercard');
    const added = await add(intent.id);
    if (added.status === 'succeeded') await billing.removePaymentMethod(added.paymentMethod.id);
    await expect(add(intent.id)).rejects.toEqual(expect.objectContaining({ code: 'not_found' }));
    expect(await last4()).toEqual(['4242']);
  });

  test('is confirmed twenty times an hour', async () => {
    const { billing, confirm } = await openSandboxPayer(sandbox);
    const intent = await billing.createSetupIntent();
    for (let time = 0; time < 20; time++) await confirm(intent, 'declined_at_setup');
    const once = confirm(intent, 'visa');
    await expect(once).rejects.toEqual(expect.objectContaining({ code: 'too_many_attempts' }));
  });
});
