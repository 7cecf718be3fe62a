import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Customer } from '@billfold/contract';
import { openRemotePortal, type RemotePortal } from '../testing/openRemotePortal.js';

let remote: RemotePortal;
beforeAll(async () => {
  remote = await openRemotePortal();
});
afterAll(() => remote?.close());

test('[S412] whoever is known elsewhere has an id like everybody else, and the same when they are made again', async () => {
  const make = async (key: string) => {
    const response = await remote.asMerchant('POST', '/v1/customers', { name: 'Example GmbH' }, key);
    return ((await response.json()) as Customer).id;
  };
  const [first, other] = [await make('first'), await make('other')];
  for (const id of [first, other]) expect(id).toMatch(/^cus_[0-9A-Za-z]{22}$/);
  expect(other).not.toBe(first);
  expect(await make('first')).toBe(first);
});
