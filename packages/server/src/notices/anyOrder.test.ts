import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Invoice, Subscription } from '@billfold/contract';
import { sampleInvoice, samplePayment, samplePrice, sampleSubscription } from '../testing/fakeProvider.js';
import { openNoticeTest, type NoticedCustomer, type NoticeTest } from '../testing/openNoticeTest.js';
import { randomOf, type Random } from '../testing/randomOf.js';
import { readTold } from './toldRows.js';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

const SEEDS = 60;
let opened: NoticeTest;
beforeAll(async () => void (opened = await openNoticeTest()));
afterAll(() => opened.close());

function shuffled<Thing>(things: readonly Thing[], random: Random): Thing[] {
  const rest = [...things];
  return things.map(() => rest.splice(Math.floor(random() * rest.length), 1)[0]!);
}

/** Twenty things that happen at the provider one after the other, each with a notice of its own. */
function historyOf({ account }: NoticedCustomer) {
  let version = 0;
  const [subscriptions, invoices] = [account.subscriptions, account.invoices];
  const set = (id: string, fields: Partial<Subscription>) => ({
    object: 'subscription' as const,
    id,
    happen: () => subscriptions.set(id, sampleSubscription(id, { ...fields, version: (version += 1) })),
  });
  const bill = (id: string, fields: Partial<Invoice>) => ({
    object: 'invoice' as const,
    id,
    happen: () => invoices.set(id, sampleInvoice(id, fields)),
  });
  const rename = (name: string) => ({
    object: 'customer' as const,
    id: 'them',
    happen: () => (account.details = { ...account.details!, name }),
  });
  const [monday, tuesday] = ['2026-11-02T00:00:00.000Z', '2026-11-03T00:00:00.000Z'];
  return [
    rename('One'),
    set('sub_1', { status: 'incomplete' }),
    bill('in_1', {}),
    bill('in_1', { status: 'paid' }),
    set('sub_1', {}),
    set('sub_1', { quantity: 2 }),
    set('sub_1', { quantity: 3 }),
    rename('Two'),
    set('sub_2', {}),
    set('sub_2', { price: samplePrice('price_2') }),
    bill('in_2', {}),
    bill('in_2', { payment: samplePayment('failed', monday) }),
    set('sub_2', { price: samplePrice('price_2'), status: 'past_due' }),
    bill('in_2', { payment: samplePayment('failed', tuesday) }),
    bill('in_2', { status: 'paid' }),
    set('sub_2', { price: samplePrice('price_2') }),
    bill('in_3', {}),
    bill('in_3', { status: 'void' }),
    rename('Three'),
    set('sub_1', { quantity: 3, status: 'canceled', endedAt: tuesday }),
  ];
}

test('[S361] [S369] twenty notices, three times each, in any order end in what the provider has, each change told once', async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = randomOf(seed);
    const customer = await opened.createCustomer();
    const history = historyOf(customer);
    // A notice can not come before what it tells of, but as late, as often and as late again as it likes.
    let waiting: string[] = [];
    const send = async (notice: string) => {
      const [number, object, id] = notice.split(' ') as [string, 'invoice', string];
      const about = { providerCustomer: customer.there, object, id };
      const word = { id: `evt_${seed}_${number}`, type: 'any', createdAt: new Date(), about };
      expect((await opened.send(word)).status).toBe(204);
    };
    for (const [number, { object, id, happen }] of history.entries()) {
      happen();
      waiting.push(...Array.from({ length: 3 }, () => `${number} ${object} ${id}`));
      waiting = shuffled(waiting, random);
      for (let count = Math.floor(random() * 4); count > 0; count--) await send(waiting.pop() ?? '');
      if (random() < 0.4) await opened.settle();
    }
    for (const notice of shuffled(waiting, random)) {
      await send(notice);
      if (random() < 0.1) await Promise.all([opened.settle(), opened.settle()]);
    }
    await opened.settle();

    const { database, project } = opened.portal;
    const whose = { project, id: customer.id };
    const state = async (kind: 'subscription' | 'invoice') =>
      [...(await readTold(database, whose, kind)).values()].map(({ resource }) => resource);
    const byId = (a: unknown, b: unknown) => ((a as { id: string }).id < (b as { id: string }).id ? -1 : 1);
    const { subscriptions, invoices } = customer.account;
    expect((await state('subscription')).sort(byId)).toEqual([...subscriptions.values()].sort(byId));
    expect((await state('invoice')).sort(byId)).toEqual([...invoices.values()].sort(byId));

    const told = await customer.told();
    const once = told
      .map(({ type, object: { id } }) => `${type} ${String(id)}`)
      .filter((it) => !isRepeatable(it));
    expect([seed, once]).toEqual([seed, [...new Set(once)]]);
    for (const [type, id] of ends) expect(once).toContain(`${type} ${id}`);
    expect(nextOfEach(told)).toEqual([]);
    const names = told.filter(({ type }) => type === 'customer.updated').map(({ object: { name } }) => name);
    expect(names.at(-1)).toBe('Three');
    expect(new Set(names).size).toBe(names.length);
  }
  expect(await opened.open()).toBe(0);
});

/** What can be told of one thing more than once. */
const isRepeatable = (told: string) => /\.updated |payment_failed /.test(told);

/** What must have been told in the end, whatever was told on the way. */
const ends = [
  ['invoice.created', 'in_1'],
  ['invoice.paid', 'in_1'],
  ['invoice.paid', 'in_2'],
  ['invoice.voided', 'in_3'],
  ['customer.subscription.created', 'sub_2'],
  ['customer.subscription.deleted', 'sub_1'],
] as const;

/** Events that do not begin where the one before them about the same thing has ended: told twice, or in the wrong order. */
function nextOfEach(told: Awaited<ReturnType<NoticedCustomer['told']>>): string[] {
  const last = new Map<string, Record<string, unknown>>();
  const wrong: string[] = [];
  for (const { type, object, previousAttributes } of told) {
    const { id } = object as { id: string };
    const before = last.get(id);
    for (const [name, value] of Object.entries((previousAttributes ?? {}) as object)) {
      // Versions are kept silently, where nothing else is another.
      if (name === 'version' || name === 'status' || name === 'payment') continue;
      if (before && JSON.stringify(before[name]) !== JSON.stringify(value))
        wrong.push(`${type} ${id}: ${name}`);
    }
    last.set(id, object);
  }
  return wrong;
}
