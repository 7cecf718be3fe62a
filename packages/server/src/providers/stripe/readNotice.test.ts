import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { BillfoldError } from '../../errors.js';
import { createClient } from './client/createClient.js';
import { readNotice } from './readNotice.js';

const SECRET = 'whsec_theNewestOne0000000000';
const BEFORE = 'whsec_theOneBefore0000000000';
const now = new Date('2026-11-20T09:00:00.000Z');
const NOW = now.getTime() / 1000;
const stripe = createClient({ secretKey: 'sk_test_0000000000' });

const event = (fields: object = {}) => ({
  id: 'evt_1',
  object: 'event',
  api_version: '2019-01-01',
  type: 'customer.subscription.updated',
  created: NOW - 5,
  livemode: false,
  data: { object: { id: 'sub_1', object: 'subscription', customer: 'cus_1', anything: { of: ['it'] } } },
  ...fields,
});
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value, null, 2));

function signed(body: Uint8Array, at: number | string, secret = SECRET): string {
  return createHmac('sha256', secret).update(`${at}.`).update(body).digest('hex');
}

function read(
  body: Uint8Array,
  signature: string | null | [string, string][],
  options: { secrets?: string[]; testMode?: boolean } = {},
) {
  const headers = new Headers(
    Array.isArray(signature) ? signature : signature === null ? [] : [['stripe-signature', signature]],
  );
  const { secrets = [SECRET, BEFORE], testMode = true } = options;
  return readNotice(stripe, { secrets, testMode }, { body, headers, now });
}

const codeOf = (reading: Promise<unknown>) =>
  reading.then(
    () => 'taken',
    (error: unknown) => (error instanceof BillfoldError ? error.code : error),
  );

const good = bytesOf(event());

test('[S370] an event that Stripe has signed just now is read: its id, what it is called, whom and what it is about', async () => {
  expect(await read(good, `t=${NOW},v1=${signed(good, NOW)}`)).toEqual({
    id: 'evt_1',
    type: 'customer.subscription.updated',
    createdAt: new Date((NOW - 5) * 1000),
    about: { providerCustomer: 'cus_1', object: 'subscription', id: 'sub_1' },
  });
});

test('[S370] it is signed by one of the secrets, over the very bytes', async () => {
  const with1 = (body: Uint8Array, secret?: string) => read(body, `t=${NOW},v1=${signed(good, NOW, secret)}`);
  expect(await codeOf(with1(good, BEFORE))).toBe('taken');
  expect(await codeOf(with1(good, 'whsec_another0000000000000'))).toBe('unauthorized');
  expect(await codeOf(with1(new Uint8Array([...good, 0x20])))).toBe('unauthorized');
  expect(await codeOf(with1(good.subarray(0, -1)))).toBe('unauthorized');
  expect(await codeOf(with1(new Uint8Array([0xef, 0xbb, 0xbf, ...good])))).toBe('unauthorized');
  // What is no UTF-8 looks, when it is decoded, like the character that stands for it.
  const strange = bytesOf(event({ note: '\ufffd' }));
  const at = strange.indexOf(0xef);
  const broken = new Uint8Array([...strange.subarray(0, at), 0xff, ...strange.subarray(at + 3)]);
  expect(await codeOf(read(strange, `t=${NOW},v1=${signed(strange, NOW)}`))).toBe('taken');
  expect(await codeOf(read(broken, `t=${NOW},v1=${signed(strange, NOW)}`))).toBe('unauthorized');
});

test('[S371] it is signed at most 300 seconds ago, and not for later than that', async () => {
  const at = (time: number | string) => codeOf(read(good, `t=${time},v1=${signed(good, time)}`));
  expect(await Promise.all([NOW - 300, NOW, NOW + 300].map(at))).toEqual(['taken', 'taken', 'taken']);
  const year = 365 * 24 * 60 * 60;
  for (const time of [NOW - 301, NOW + 301, NOW + year, 0, `${NOW}.5`, `${NOW}abc`, 'NaN', '', '-1']) {
    expect([time, await at(time)]).toEqual([time, 'unauthorized']);
  }
});

test('[S371] of two times neither is believed', async () => {
  const old = NOW - 5_000;
  const header = (first: number, second: number) => `t=${first},t=${second},v1=${signed(good, old)}`;
  expect(await codeOf(read(good, header(NOW, old)))).toBe('unauthorized');
  expect(await codeOf(read(good, header(old, NOW)))).toBe('unauthorized');
});

test('[S372] of several signatures one is enough, and one of an older kind is none', async () => {
  const right = signed(good, NOW);
  const wrong = signed(good, NOW, 'whsec_another0000000000000');
  expect(await codeOf(read(good, `t=${NOW},v1=${wrong},v1=${right}`))).toBe('taken');
  expect(await codeOf(read(good, `t=${NOW},v0=${right}`))).toBe('unauthorized');
  expect(await codeOf(read(good, `t=${NOW},v0=${right},v1=${wrong}`))).toBe('unauthorized');
  for (const header of [null, '', 't', `t=${NOW}`, `v1=${right}`, `t=${NOW},v1=`, right]) {
    expect([header, await codeOf(read(good, header))]).toEqual([header, 'unauthorized']);
  }
});

test('[S372] a header that is there twice is not what Stripe sends', async () => {
  const twice: [string, string][] = [
    ['stripe-signature', `t=${NOW},v1=${signed(good, NOW)}`],
    ['stripe-signature', `t=${NOW},v1=${signed(good, NOW)}`],
  ];
  expect(await codeOf(read(good, twice))).toBe('unauthorized');
});

test('[S372] a secret that is empty or of spaces signs nothing', async () => {
  for (const secret of ['', ' ', '\n\t']) {
    const header = `t=${NOW},v1=${signed(good, NOW, secret)}`;
    expect(await codeOf(read(good, header, { secrets: [secret] }))).toBe('unauthorized');
    expect(await codeOf(read(good, header, { secrets: [secret, SECRET] }))).toBe('unauthorized');
  }
  expect(await codeOf(read(good, `t=${NOW},v1=${signed(good, NOW)}`, { secrets: [] }))).toBe('unauthorized');
});

test('[S373] no error says what was sent or signed', async () => {
  const error: unknown = await read(good, `t=${NOW},v1=${'0'.repeat(64)}`).catch((it: unknown) => it);
  const said = JSON.stringify([error, (error as Error).message, String((error as Error).cause)]);
  expect(said).toContain('STRIPE_WEBHOOK_SECRET');
  expect(said).not.toMatch(/sub_1|whsec_|0000|anything/);
});

test('[S374] an event of the other mode, and what is no event, is refused', async () => {
  const codeFor = (value: unknown, testMode = true) => {
    const body = typeof value === 'string' ? new TextEncoder().encode(value) : bytesOf(value);
    return codeOf(read(body, `t=${NOW},v1=${signed(body, NOW)}`, { testMode }));
  };
  expect(await codeFor(event(), false)).toBe('invalid_request');
  expect(await codeFor(event({ livemode: true }))).toBe('invalid_request');
  expect(await codeFor(event({ livemode: true }), false)).toBe('taken');
  for (const value of ['', 'x', '[]', 'null', {}, event({ id: 'evt 1' }), event({ id: 'e'.repeat(256) })]) {
    expect([value, await codeFor(value)]).toEqual([value, value === '' ? 'unauthorized' : 'invalid_request']);
  }
  for (const wrong of [
    { object: 'charge' },
    { created: -1 },
    { type: 'Ä' },
    { data: {} },
    { livemode: 'no' },
  ]) {
    expect([wrong, await codeFor(event(wrong))]).toEqual([wrong, 'invalid_request']);
  }
});

test('[S375] what an event is about is read by ids only, whatever else of it has changed since', async () => {
  const aboutOf = async (type: string, object: object, more: object = {}) => {
    const body = bytesOf(event({ type, data: { object, ...more } }));
    const { about } = await read(body, `t=${NOW},v1=${signed(body, NOW)}`);
    return about && `${about.providerCustomer} ${about.object} ${about.id}`;
  };
  const of = (id: string, more: object = {}) => ({ id, customer: 'cus_1', ...more });
  expect(await aboutOf('customer.subscription.deleted', of('sub_1'))).toBe('cus_1 subscription sub_1');
  expect(await aboutOf('customer.subscription.updated', { id: 'sub_1', customer: { id: 'cus_1' } })).toBe(
    'cus_1 subscription sub_1',
  );
  expect(await aboutOf('subscription_schedule.updated', of('sub_sched_1', { subscription: 'sub_1' }))).toBe(
    'cus_1 subscription sub_1',
  );
  const released = { subscription: null, released_subscription: 'sub_1' };
  expect(await aboutOf('subscription_schedule.released', of('sub_sched_1', released))).toBe(
    'cus_1 subscription sub_1',
  );
  expect(await aboutOf('invoice.payment_failed', of('in_1'))).toBe('cus_1 invoice in_1');
  expect(await aboutOf('setup_intent.succeeded', of('seti_1'))).toBe('cus_1 setup_intent seti_1');
  expect(await aboutOf('payment_method.attached', of('pm_1'))).toBe('cus_1 payment_method pm_1');
  const detached = { previous_attributes: { customer: 'cus_1' } };
  expect(await aboutOf('payment_method.detached', { id: 'pm_1', customer: null }, detached)).toBe(
    'cus_1 payment_method pm_1',
  );
  expect(await aboutOf('customer.updated', { id: 'cus_1' })).toBe('cus_1 customer cus_1');
  expect(await aboutOf('customer.tax_id.updated', of('txi_1'))).toBe('cus_1 customer cus_1');
  expect(await aboutOf('customer.discount.created', of('di_1', { subscription: 'sub_1' }))).toBe(
    'cus_1 subscription sub_1',
  );
  expect(await aboutOf('customer.discount.created', of('di_1'))).toBe('cus_1 customer cus_1');
});

test('[S375] what is about nothing that the portal shows is about nothing', async () => {
  const aboutOf = async (fields: object) => {
    const body = bytesOf(event(fields));
    return (await read(body, `t=${NOW},v1=${signed(body, NOW)}`)).about;
  };
  const thin = {
    object: 'v2.core.event',
    type: 'v2.core.account.updated',
    created: '2026-11-20T08:59:55.000Z',
  };
  const nothing: object[] = [
    { type: 'charge.succeeded', data: { object: { id: 'ch_1', customer: 'cus_1' } } },
    { type: 'mandate.updated', data: { object: { id: 'mandate_1', payment_method: 'pm_1' } } },
    // What is to come has no id, and an account of the newer kind no customer.
    { type: 'invoice.upcoming', data: { object: { customer: 'cus_1' } } },
    { type: 'invoice.paid', data: { object: { id: 'in_1', customer: null, customer_account: 'acct_1' } } },
    { type: 'invoice.paid', data: { object: { id: 'in_1\u0000', customer: 'cus_1' } } },
    // Of an account that is connected to the one whose key this server has.
    { account: 'acct_other' },
    { ...thin, data: undefined, related_object: { id: 'acct_1', type: 'v2.core.account', url: '/v2' } },
  ];
  for (const fields of nothing) expect([fields, await aboutOf(fields)]).toEqual([fields, null]);
});
