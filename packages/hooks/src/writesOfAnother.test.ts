import { getBillingDetails, updateBillingDetails } from '@billfold/contract';
import { expect, test, vi } from 'vitest';
import { failure, json, recordingFetch, rejection } from '../test/answers.js';
import { createClient } from './client.js';

/** A client of Ada's, until `endSession`: the token after hers is that of `next`. */
function open(next: string) {
  const tokens = ['pt_ada', 'pt_next'];
  let isOver = false;
  const { fetch, sent } = recordingFetch(({ headers }) => {
    const isFirst = headers.get('Authorization') === 'Bearer pt_ada';
    if (isFirst && isOver) return failure(401, 'unauthorized', { customer: '' });
    return json({ name: 'Example GmbH' }, { customer: isFirst ? 'cus_ada' : next });
  });
  const onCustomerChange = vi.fn();
  const client = createClient({
    baseUrl: 'https://billing.test',
    session: async () => ({
      token: tokens.shift()!,
      expiresAt: new Date(Date.now() + 1_800_000).toISOString(),
    }),
    fetch,
    onCustomerChange,
  });
  const write = () => client.call(updateBillingDetails, { name: 'Ada GmbH' }, { idempotencyKey: 'key_1' });
  const requests = () =>
    sent.map(({ init, url, headers }) =>
      [
        init.method,
        new URL(url).pathname.replace('/portal/v1', ''),
        headers.get('Authorization')!.slice(7),
      ].join(' '),
    );
  return { client, write, requests, onCustomerChange, endSession: () => (isOver = true) };
}

test('[H109] a write is not sent to a customer who has signed in since its data was read', async () => {
  const { client, write, requests, onCustomerChange, endSession } = open('cus_bob');
  await client.call(getBillingDetails, {});
  endSession();
  expect(await rejection(write())).toMatchObject({ name: 'AbortError' });
  expect(onCustomerChange.mock.calls).toEqual([['cus_bob']]);
  expect(requests()).toEqual([
    'GET /billing-details pt_ada',
    'PATCH /billing-details pt_ada',
    'GET /session pt_next',
  ]);
});

test('[H109] a write goes on under a renewed credential of the same customer', async () => {
  const { client, write, requests, onCustomerChange, endSession } = open('cus_ada');
  await client.call(getBillingDetails, {});
  endSession();
  await write();
  expect(onCustomerChange).not.toHaveBeenCalled();
  await write();
  expect(requests()).toEqual([
    'GET /billing-details pt_ada',
    'PATCH /billing-details pt_ada',
    'GET /session pt_next',
    'PATCH /billing-details pt_next',
    'PATCH /billing-details pt_next',
  ]);
});

test('[H109] the first question of a page is asked at once: nothing is known of anybody yet', async () => {
  const { write, requests } = open('cus_bob');
  await write();
  expect(requests()).toEqual(['PATCH /billing-details pt_ada']);
});

test('[H109] whose a renewed credential is could not be told: nothing is written with it', async () => {
  let isBobs = false;
  const { fetch, sent } = recordingFetch(({ headers }) => {
    if (headers.get('Authorization') === 'Bearer pt_next')
      return failure(503, 'database_unavailable', { customer: '' });
    return isBobs ? failure(401, 'unauthorized', { customer: '' }) : json({}, { customer: 'cus_ada' });
  });
  const tokens = ['pt_ada', 'pt_next'];
  const expiresAt = new Date(Date.now() + 1_800_000).toISOString();
  const session = async () => ({ token: tokens.shift()!, expiresAt });
  const client = createClient({ baseUrl: 'https://billing.test', session, fetch });
  await client.call(getBillingDetails, {});
  isBobs = true;
  const write = client.call(updateBillingDetails, { name: 'Ada GmbH' }, { idempotencyKey: 'key_1' });
  expect(await rejection(write)).toMatchObject({ code: 'database_unavailable' });
  expect(sent.map(({ init }) => init.method)).toEqual(['GET', 'PATCH', 'GET']);
});
