import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDouble, refusalOf } from './openDouble.js';

const open = openDouble();

/** Somebody who listens, and answers as they are told. */
const received: { body: string; signature: string }[] = [];
let answer = 200;
const listener = createServer((request, response) => {
  void text(request).then((body) => {
    received.push({ body, signature: String(request.headers['stripe-signature']) });
    response.writeHead(answer).end();
  });
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void listener.close());
let count = 0;
beforeEach(() => {
  received.length = 0;
  answer = 200;
  open.double.state.events.length = 0;
  url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/${(count += 1)}`;
});

const idsReceived = () => received.map(({ body }) => (JSON.parse(body) as Stripe.Event).id);

async function happen(): Promise<string[]> {
  for (const name of ['a', 'b', 'c']) await open.stripe.customers.create({ name });
  return open.double.state.events.map(({ id }) => id);
}

describe('an event', () => {
  test('[X234] can be listed by its type and read by its id, and says what has asked for it', async () => {
    const { id } = await open.stripe.customers.create({ name: 'Ann' }, { idempotencyKey: 'told' });
    await open.stripe.customers.update(id, { name: 'Bo' });
    const list = async (type: string) =>
      (await open.stripe.events.list({ type })).data.map((event) => event.type);
    expect(await list('customer.*')).toEqual(['customer.updated', 'customer.created']);
    expect(await list('customer.created')).toEqual(['customer.created']);
    const [created] = open.double.state.events;
    const read = await open.stripe.events.retrieve(created!.id);
    // What it tells is how it was then.
    expect(read).toMatchObject({ data: { object: { name: 'Ann' } }, request: { idempotency_key: 'told' } });
    open.clock.now += 30 * 86_400;
    expect((await open.stripe.events.list()).data).toEqual([]);
    expect(await refusalOf(open.stripe.events.retrieve('evt_none'))).toMatchObject({ statusCode: 404 });
  });
});

describe('a delivery', () => {
  test('[X235] is signed so that Stripe’s own package believes it, and nobody else’s', async () => {
    await happen();
    await open.double.webhooks.deliverTo(url);
    const [{ body, signature } = { body: '', signature: '' }] = received;
    const at = open.clock.now;
    const read = (secret: string, raw = body, now = at) =>
      Stripe.webhooks.constructEvent(raw, signature, secret, 300, undefined, now * 1_000);
    expect(read(open.double.webhooks.secret)).toMatchObject({ type: 'customer.created' });
    expect(() => read('whsec_another')).toThrow(Stripe.errors.StripeSignatureVerificationError);
    expect(() => read(open.double.webhooks.secret, `${body} `)).toThrow();
    expect(() => read(open.double.webhooks.secret, body, at + 301)).toThrow();
  });

  test('[X235] comes in the order and as often as a test says, and what was taken not again', async () => {
    const ids = await happen();
    await open.double.webhooks.deliverTo(url, { order: 'reversed', duplicates: 2 });
    expect(idsReceived()).toEqual([...ids].reverse().flatMap((id) => [id, id]));
    expect(open.double.webhooks.pending(url)).toEqual([]);
    expect(await open.double.webhooks.deliverTo(url)).toEqual([]);
    expect(open.double.webhooks.pending('http://127.0.0.1:9/other')).toHaveLength(3);
  });

  test('[X235] comes in an order by chance that its seed repeats', async () => {
    const ids = await happen();
    const byChance = async (seed: number) => {
      received.length = 0;
      await open.double.webhooks.deliverTo(`${url}-${(count += 1)}`, { order: { seed }, duplicates: 3 });
      return idsReceived();
    };
    const [one, same, other] = [await byChance(1), await byChance(1), await byChance(2)];
    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
    expect([...one].sort()).toEqual(ids.flatMap((id) => [id, id, id]).sort());
  });

  test('[X235] that was not taken stays pending, also where nobody listens', async () => {
    const ids = await happen();
    answer = 500;
    const first = await open.double.webhooks.deliverTo(url, { order: (events) => events.slice(1) });
    expect(first.map(({ status }) => status)).toEqual([500, 500]);
    answer = 204;
    await open.double.webhooks.deliverTo(url, { only: ({ id }) => id === ids[1] });
    expect(open.double.webhooks.pending(url).map(({ id }) => id)).toEqual([ids[0], ids[2]]);
    const nobody = await open.double.webhooks.deliverTo('http://127.0.0.1:1/');
    expect(nobody.map(({ status }) => status)).toEqual([null, null, null]);
  });
});

describe('an endpoint', () => {
  test('[X236] is told its secret once, and hears what it has asked for', async () => {
    const made = await open.stripe.webhookEndpoints.create({
      url,
      enabled_events: ['customer.updated'],
      api_version: '2026-10-28.endive' as never,
    });
    expect(made.secret).toMatch(/^whsec_\w+$/);
    expect(await open.stripe.webhookEndpoints.retrieve(made.id)).not.toHaveProperty('secret');
    const { id } = await open.stripe.customers.create({ name: 'Ann' });
    await open.stripe.customers.update(id, { name: 'Bo' });
    await open.double.webhooks.deliverToEndpoints();
    const [{ body, signature } = { body: '', signature: '' }, ...more] = received;
    const now = open.clock.now * 1_000;
    const event = Stripe.webhooks.constructEvent(body, signature, made.secret!, 300, undefined, now);
    expect([event.type, more]).toEqual(['customer.updated', []]);

    await open.stripe.webhookEndpoints.update(made.id, { disabled: true });
    await open.stripe.customers.update(id, { name: 'Cy' });
    expect(await open.double.webhooks.deliverToEndpoints()).toEqual([]);
    expect(await open.stripe.webhookEndpoints.del(made.id)).toMatchObject({ deleted: true });
    expect((await open.stripe.webhookEndpoints.list()).data).toEqual([]);
  });
});
