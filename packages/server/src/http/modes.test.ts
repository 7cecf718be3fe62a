import type { Customer } from '@billfold/contract';
import { expect, test } from 'vitest';
import { countCalls } from '../testing/countCalls.js';
import { createTestPortal } from '../testing/index.js';

test('[S391] what a project for tests wants is not asked of an account for real money', async () => {
  const errors: unknown[] = [];
  const log = { info() {}, warn() {}, error: (fields: { err?: unknown }) => void errors.push(fields.err) };
  let real = false;
  const counted: string[] = [];
  const portal = await createTestPortal({
    log,
    provider: (sandbox) => {
      const remote = { ...countCalls(counted)(sandbox), remote: {} };
      return Object.defineProperty(remote, 'testMode', { get: () => !real });
    },
  });
  const { id } = await portal.merchant<Customer>('POST', '/v1/customers', {});
  const { token } = await portal.createToken(id);
  const asked = () =>
    Promise.all([
      portal.fetch('/portal/v1/subscriptions', {
        headers: { authorization: `Bearer ${token}`, origin: 'https://app.test' },
      }),
      portal.fetch(`/v1/customers/${id}/subscriptions`, {
        headers: { authorization: `Bearer ${portal.secretKey}` },
      }),
    ]);
  expect((await asked()).map(({ status }) => status)).toEqual([200, 200]);

  real = true;
  counted.length = 0;
  expect((await asked()).map(({ status }) => status)).toEqual([500, 500]);
  expect(counted).toEqual([]);
  expect(errors.map(String)).toEqual(
    Array(2).fill('Error: The project is for tests, and the account at sandbox for real money.'),
  );
  await portal.close();
});
