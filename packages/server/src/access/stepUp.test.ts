import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { operations, stepUpActions, stepUpOperations, type Session } from '@billfold/contract';
import { sql } from 'drizzle-orm';
import { rowsOf } from '../database/Database.js';
import { countCalls } from '../testing/countCalls.js';
import { createTestPortal, type TestPortal } from '../testing/index.js';
import { nobodys, requestOf, rightInputOf } from '../testing/rightInputs.js';

let portal: TestPortal;
let customer: string;
const calls: string[] = [];
beforeAll(async () => {
  portal = await createTestPortal({
    provider: countCalls(calls),
    project: { features: { subscriptionPause: { enabled: true } } },
  });
  customer = (await portal.createScenario('active')).id;
});
beforeEach(() => void calls.splice(0));
afterAll(() => portal.close());

const askFor = (actions: readonly string[]) =>
  portal.database.execute(
    sql`update portal_configurations set step_up = ${JSON.stringify({ actions, url: 'https://app.test/prove' })}::jsonb`,
  );
const send = async (name: keyof typeof operations, token: string) => {
  const operation = operations[name];
  const { path, init } = requestOf(operation, rightInputOf(operation, nobodys));
  const headers = { ...init.headers, authorization: `Bearer ${token}` };
  const response = await portal.fetch(path, { ...init, headers });
  const { error } = JSON.parse((await response.text()) || '{}') as { error?: { code: string } };
  return error?.code ?? 'done';
};
const confirm = (session: string, body: object = {}) =>
  portal.fetch(`/v1/portal/sessions/${session}/step-up`, {
    method: 'POST',
    headers: { authorization: `Bearer ${portal.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe.each(stepUpActions)('a proof for %s', (action) => {
  test('[S270] is asked for what it covers, before a provider is, and for nothing else', async () => {
    await askFor([action]);
    const { token, session } = await portal.createToken(customer);
    calls.splice(0);
    for (const name of stepUpOperations[action]) expect(await send(name, token)).toBe('step_up_required');
    expect(calls).toEqual([]);
    const others = stepUpActions.filter((it) => it !== action).flatMap((it) => stepUpOperations[it]);
    for (const name of others) expect([name, await send(name, token)]).not.toContain('step_up_required');

    expect((await confirm(session)).status).toBe(200);
    for (const name of stepUpOperations[action]) expect(await send(name, token)).not.toBe('step_up_required');
    await askFor([]);
  });
});

test('[S270] a proof is for one session and for its time', async () => {
  await askFor(['cancel']);
  const [proven, other] = [await portal.createToken(customer), await portal.createToken(customer)];
  await confirm(proven.session, { validSeconds: 60 });
  expect(await send('cancelSubscription', proven.token)).not.toBe('step_up_required');
  expect(await send('cancelSubscription', other.token)).toBe('step_up_required');
  const { stepUp } = (await (
    await portal.fetch('/portal/v1/session', { headers: { authorization: `Bearer ${proven.token}` } })
  ).json()) as Session;
  const before = portal.clock.now();
  const until = new Date(before.getTime() + 60_000);
  expect(stepUp).toEqual({
    actions: ['cancel'],
    url: 'https://app.test/prove',
    provenUntil: until.toISOString(),
  });
  portal.clock.set(new Date(until.getTime() - 1));
  expect(await send('cancelSubscription', proven.token)).not.toBe('step_up_required');
  portal.clock.set(until);
  expect(await send('cancelSubscription', proven.token)).toBe('step_up_required');
  portal.clock.set(before);
  await askFor([]);
});

test('[S271] nobody is vouched for in a session that is over or not the merchant’s, and who is, is written down', async () => {
  const over = await portal.createToken(customer);
  await portal.merchant('DELETE', `/v1/portal/sessions/${over.session}`);
  for (const id of [over.session, 'bps_doesNotExist']) expect((await confirm(id)).status).toBe(404);
  const open = await portal.createToken(customer);
  await confirm(open.session);
  const told = await rowsOf<{ by: string }>(
    portal.database,
    sql`select by from audit_log where action = 'portal.session.step_up_confirmed' and target in (${open.session}, ${over.session})`,
  );
  expect(told).toEqual([{ by: expect.stringMatching(/^key:key_/) }]);
});
