import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sql } from 'drizzle-orm';
import { rowsOf } from '../database/Database.js';
import { createRateLimits } from '../node/rateLimits.js';
import { createTestPortal } from '../testing/createTestPortal.js';
import { PROOF, sampleSubscription } from '../testing/fakeProvider.js';
import { openNoticeTest, type NoticeTest } from '../testing/openNoticeTest.js';
import { forgetOldNotices } from './noticeRows.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const DAY = 24 * 60 * 60_000;
const silent = { info() {}, warn() {}, error() {} };
let opened: NoticeTest;
const warn = vi.fn();
beforeEach(async () => {
  warn.mockClear();
  opened = await openNoticeTest({
    log: { ...silent, warn },
    rateLimits: createRateLimits({ log: silent }),
  });
});
afterEach(() => opened.close());

const notice = (id = 'evt_1', about: object | null = null) => ({
  id,
  type: 'something.happened',
  createdAt: '2026-11-20T08:59:00.000Z',
  about,
});

const kept = () =>
  rowsOf<Record<string, unknown>>(opened.portal.database, sql`select * from provider_notices order by id`);

/** A body that comes piece by piece. */
function pieces(size: number, count: number, text: string): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull: (controller) => {
      const whole = sent === 0 ? text : '';
      controller.enqueue(new TextEncoder().encode(whole.padEnd(size, ' ')));
      if ((sent += 1) === count) controller.close();
    },
  });
}

const post = (body: BodyInit | null, headers: Record<string, string> = { proof: PROOF }) =>
  opened.portal.fetch('/webhooks/fake', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

test('[S360] a notice is written down before it is answered, and nothing of it but ids', async () => {
  const about = { providerCustomer: 'there_nobody', object: 'invoice', id: 'in_1' };
  const response = await opened.send({ ...notice('evt_1', about), payload: 'personal data' });
  expect([response.status, await response.text()]).toEqual([204, '']);
  expect(await kept()).toMatchObject([
    {
      provider: 'fake',
      id: 'evt_1',
      type: 'something.happened',
      provider_customer: 'there_nobody',
      object: 'invoice',
      object_id: 'in_1',
      settled_at: null,
    },
  ]);
  expect(JSON.stringify(await kept())).not.toContain('personal');
  await opened.send(notice('evt_2'));
  expect((await kept())[1]).toMatchObject({ provider_customer: null, settled_at: expect.anything() });
});

test('[S360] what can not be written down is not answered with success', async () => {
  const { database } = opened.portal;
  await database.execute(sql`alter table provider_notices rename to provider_notices_away`);
  expect((await opened.send(notice())).status).toBe(500);
  await database.execute(sql`alter table provider_notices_away rename to provider_notices`);
  expect(await kept()).toEqual([]);
  expect((await opened.send(notice())).status).toBe(204);
});

test('[S361] the same notice is one, however often it comes, all at once or long after it was settled', async () => {
  const customer = await opened.createCustomer();
  customer.account.subscriptions.set('sub_1', sampleSubscription('sub_1'));
  const word = notice('evt_1', { providerCustomer: customer.there, object: 'subscription', id: 'sub_1' });
  const answers = await Promise.all(Array.from({ length: 8 }, () => opened.send(word)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 204));
  await opened.settle();
  expect(await kept()).toHaveLength(1);
  const { calls } = opened.provider;
  calls.length = 0;
  for (const days of [1, 15, 15]) {
    await opened.settle(days * DAY);
    await forgetOldNotices(opened.portal.database, opened.portal.clock.now());
    expect((await opened.send(word)).status).toBe(204);
    await opened.settle();
  }
  expect(calls).toEqual([]);
  expect(await customer.types()).toHaveLength(1);
  await forgetOldNotices(opened.portal.database, new Date(opened.portal.clock.now().getTime() + 5 * DAY));
  expect(await kept()).toEqual([]);
});

test('[S361] word of somebody whom the portal does not know is passed over, but not at once: they may be about to be linked', async () => {
  const { database, clock } = opened.portal;
  await opened.send(
    notice('evt_1', { providerCustomer: 'there_later', object: 'subscription', id: 'sub_1' }),
  );
  expect(await opened.settle()).toBe(0);
  await forgetOldNotices(database, clock.now());
  expect(await opened.open()).toBe(1);
  await forgetOldNotices(database, new Date(clock.now().getTime() + 61_000));
  expect(await opened.open()).toBe(0);
  expect(await kept()).toHaveLength(1);
});

test('[S362] whoever can not prove to be the provider is refused without a reason, and the log has it', async () => {
  const refused = await opened.send(notice(), {});
  expect(refused.status).toBe(401);
  expect(await refused.text()).not.toMatch(/proof/i);
  expect(warn.mock.calls.map(([fields]) => (fields as { err: unknown }).err)).toEqual(['There is no proof.']);
  expect(await kept()).toEqual([]);
  const door = (method: string) => opened.portal.fetch('/webhooks/fake', { method });
  expect([(await door('GET')).status, (await door('GET')).headers.get('allow')]).toEqual([405, 'POST']);
  const preflight = await opened.portal.fetch('/webhooks/fake', {
    method: 'POST',
    headers: { origin: 'https://app.test' },
  });
  expect(preflight.headers.get('access-control-allow-origin')).toBe(null);
});

test('[S362] where a provider sends no word there is no door', async () => {
  expect((await opened.portal.fetch('/webhooks/other', { method: 'POST' })).status).toBe(404);
  const sandbox = await createTestPortal();
  expect((await sandbox.fetch('/webhooks/sandbox', { method: 'POST' })).status).toBe(404);
  await sandbox.close();
});

test('[S362] one client can not guess on and on, and others are not kept out', async () => {
  const from = (ip: string, headers: Record<string, string> = {}) =>
    opened.portal
      .fetchFrom(ip)('/webhooks/fake', { method: 'POST', body: JSON.stringify(notice()), headers })
      .then(({ status }) => status);
  const answers = [];
  for (let times = 0; times < 70; times++) answers.push(await from('192.0.2.1'));
  expect(answers.at(0)).toBe(401);
  expect(answers.at(-1)).toBe(429);
  expect(await from('192.0.2.2', { proof: PROOF })).toBe(204);
});

test("[S385] whoever shares an address with a stranger is heard all the same: providers send everybody's word from a few", async () => {
  const send = (headers: Record<string, string>) =>
    opened.portal
      .fetchFrom('192.0.2.1')('/webhooks/fake', { method: 'POST', body: JSON.stringify(notice()), headers })
      .then(({ status }) => status);
  for (let times = 0; times < 70; times++) await send({});
  expect(await send({})).toBe(429);
  expect(await send({ proof: PROOF })).toBe(204);
  expect(await kept()).toHaveLength(1);
});

test('[S362] a body is read up to 1 MiB and no further, whatever it says of itself', async () => {
  const MIB = 1024 * 1024;
  const text = JSON.stringify(notice('evt_large'));
  expect((await post(text.padEnd(MIB, ' '))).status).toBe(204);
  expect((await post(text.padEnd(MIB + 1, ' '))).status).toBe(413);
  expect((await post(pieces(MIB / 16, 16, text))).status).toBe(204);
  expect((await post(pieces(MIB / 16, 17, text))).status).toBe(413);
  // Endless: it is left alone as soon as it is too long.
  const endless = pieces(64 * 1024, Number.POSITIVE_INFINITY, text);
  expect((await post(endless)).status).toBe(413);
  // However slowly it comes.
  expect((await post(pieces(1, 3_000, text))).status).toBe(204);
});

test('[S362] long numbers in what a provider sends are not taken for those of cards', async () => {
  const word = { ...notice('evt_4242'), amount: '4242 4242 4242 4242', number: '4242424242424242' };
  expect((await opened.send(word)).status).toBe(204);
});
