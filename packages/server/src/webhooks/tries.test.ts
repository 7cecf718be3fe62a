import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WebhookAttempt } from '@billfold/contract';
import { HOUR, MINUTE, openWebhookTest, type WebhookTest } from '../testing/openWebhookTest.js';

let opened: WebhookTest;
let portal: WebhookTest['portal'];
let receiver: WebhookTest['receiver'];
let createEndpoint: WebhookTest['createEndpoint'];
let attemptsOf: WebhookTest['attemptsOf'];
let createCustomer: WebhookTest['createCustomer'];
let pass: WebhookTest['pass'];
beforeEach(async () => {
  opened = await openWebhookTest();
  ({ portal, receiver, createEndpoint, attemptsOf, createCustomer, pass } = opened);
});
afterEach(() => opened.close());

test('[S187] only 2xx is success, and every try is listed with what became of it', async () => {
  const endpoint = await createEndpoint();
  const answers = [
    [
      { status: 200, retryAfter: null },
      { statusCode: 200, failure: null, succeeded: true },
    ],
    [
      { status: 204, retryAfter: null },
      { statusCode: 204, failure: null, succeeded: true },
    ],
    [
      { status: 302, retryAfter: null },
      { statusCode: 302, failure: 'redirect', succeeded: false },
    ],
    [
      { status: 400, retryAfter: null },
      { statusCode: 400, failure: 'status', succeeded: false },
    ],
    [
      { status: 500, retryAfter: null },
      { statusCode: 500, failure: 'status', succeeded: false },
    ],
    ...(['timeout', 'connection', 'tls', 'dns', 'address_not_allowed'] as const).map((failure) => [
      { failure },
      { statusCode: null, failure, succeeded: false },
    ]),
  ] as const;
  for (const [answer, expected] of answers) {
    receiver.answer = () => answer as never;
    await createCustomer();
    const [message] = await receiver.deliverDue();
    const [attempt] = await attemptsOf(endpoint, `&event=${message!.event.id}`);
    expect(attempt).toMatchObject({
      ...expected,
      event: message!.event.id,
      eventType: 'customer.created',
      endpoint: endpoint.id,
      attempt: 1,
      at: portal.clock.now().toISOString(),
      nextAttemptAt: (expected as { succeeded: boolean }).succeeded
        ? null
        : new Date(portal.clock.now().getTime() + 5_000).toISOString(),
    });
    pass(1);
  }
  expect(await attemptsOf(endpoint)).toHaveLength(answers.length);
});

test('[S188] an event that can not be delivered is tried ten times, and then no more', async () => {
  const endpoint = await createEndpoint();
  await createCustomer();
  receiver.answer = () => ({ status: 503, retryAfter: null });
  const waits: number[] = [];
  for (let last: WebhookAttempt | undefined; ;) {
    await receiver.deliverDue();
    [last] = await attemptsOf(endpoint);
    if (last!.nextAttemptAt === null) break;
    const wait = Date.parse(last!.nextAttemptAt) - portal.clock.now().getTime();
    pass(wait - 1);
    expect(await receiver.deliverDue()).toEqual([]);
    pass(1);
    waits.push(wait);
  }
  expect(waits).toHaveLength(9);
  pass(200 * HOUR);
  expect(await receiver.deliverDue()).toEqual([]);
  expect((await attemptsOf(endpoint)).map(({ attempt }) => attempt)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test('[S188] who asks to be left alone is', async () => {
  const endpoint = await createEndpoint();
  await createCustomer();
  receiver.answer = () => ({ status: 429, retryAfter: '600' });
  await receiver.deliverDue();
  expect((await attemptsOf(endpoint))[0]!.nextAttemptAt).toBe('2026-11-20T09:10:00.000Z');
  pass(9 * MINUTE);
  expect(await receiver.deliverDue()).toEqual([]);
  pass(MINUTE);
  receiver.answer = () => ({ status: 200, retryAfter: null });
  expect(await receiver.deliverDue()).toHaveLength(1);
});
