import { eq } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { auditLog, secretKeys } from '../database/schema.js';
import { createTestPortal, type TestPortal } from '../testing/createTestPortal.js';
import { createSecretKey, listSecretKeys, revokeSecretKey, rotateSecretKey } from './secretKeys.js';

const opened: TestPortal[] = [];
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
});

async function openPortal() {
  const portal = await createTestPortal();
  opened.push(portal);
  const statusOf = async (key: string) =>
    (await portal.fetch('/v1/customers', { headers: { authorization: `Bearer ${key}` } })).status;
  const unit = () => ({ database: portal.database, now: portal.clock.now() });
  const after = (ms: number) => portal.clock.set(new Date(portal.clock.now().getTime() + ms));
  return { ...portal, statusOf, unit, after };
}

const HOUR = 3_600_000;

test('[S249] a key that was replaced works until its overlap ends, with its sessions, and not a moment longer', async () => {
  const { database, project, secretKey, statusOf, unit, after, clock, createScenario, createToken, fetch } =
    await openPortal();
  const { id: customer } = await createScenario('active');
  const { token } = await createToken(customer, { ttlSeconds: 86_400 });
  const { url, code } = await opened[0]!.createLink(customer, { ttlSeconds: 86_400 });
  expect(url).toContain(code);
  const session = async () =>
    (
      await fetch('/portal/v1/session', {
        headers: { authorization: `Bearer ${token}`, origin: 'https://app.test' },
      })
    ).status;
  const { id } = (await listSecretKeys(database, project))[0]!;

  const until = new Date(clock.now().getTime() + HOUR);
  const { created, replaced } = (await rotateSecretKey(unit(), id, until))!;
  expect(replaced).toMatchObject({ id, expiresAt: until.toISOString(), revokedAt: null });
  expect([await statusOf(secretKey), await statusOf(created.key), await session()]).toEqual([200, 200, 200]);

  after(HOUR - 1);
  expect([await statusOf(secretKey), await session()]).toEqual([200, 200]);
  after(1);
  expect([await statusOf(secretKey), await statusOf(created.key), await session()]).toEqual([401, 200, 401]);
  const exchanged = await fetch('/portal/v1/session/exchange', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  expect(exchanged.status).toBe(410);
});

test('[S249] without an overlap the old key is over at once', async () => {
  const { database, project, secretKey, statusOf, unit, clock } = await openPortal();
  const [key] = await listSecretKeys(database, project);
  const { created } = (await rotateSecretKey(unit(), key!.id, clock.now()))!;
  expect([await statusOf(secretKey), await statusOf(created.key)]).toEqual([401, 200]);
});

test('[S250] a revoked key is over with the next request; what is over is neither revoked nor replaced again', async () => {
  const { project, statusOf, unit, clock, database } = await openPortal();
  const created = (await createSecretKey(unit(), project, 'Backend'))!;
  expect(await statusOf(created.key)).toBe(200);
  expect(await revokeSecretKey(unit(), created.id)).toMatchObject({
    id: created.id,
    revokedAt: clock.now().toISOString(),
  });
  expect(await statusOf(created.key)).toBe(401);
  expect(await revokeSecretKey(unit(), created.id)).toBe(null);
  expect(await rotateSecretKey(unit(), created.id, clock.now())).toBe(null);
  expect(await revokeSecretKey(unit(), 'key_unknown')).toBe(null);
  expect(await createSecretKey(unit(), 'proj_unknown', null)).toBe(null);
  expect(await listSecretKeys(database, 'proj_unknown')).toEqual([]);
});

test('[S251] what is done to keys is in the audit log, without the keys', async () => {
  const { project, unit, clock, database } = await openPortal();
  const first = (await createSecretKey(unit(), project, 'Backend'))!;
  const { created } = (await rotateSecretKey(unit(), first.id, clock.now()))!;
  await revokeSecretKey(unit(), created.id);

  const rows = await database.select().from(auditLog).where(eq(auditLog.by, 'operator'));
  const told = rows.map(({ action, target, after }) => [action, target, after]);
  expect(told).toHaveLength(4);
  expect(told).toContainEqual(['secret_key.created', first.id, { name: 'Backend', last4: first.last4 }]);
  expect(told).toContainEqual([
    'secret_key.rotated',
    first.id,
    { expiresAt: clock.now().toISOString(), replacedBy: created.id },
  ]);
  expect(told).toContainEqual(['secret_key.created', created.id, { name: 'Backend', last4: created.last4 }]);
  expect(told).toContainEqual(['secret_key.revoked', created.id, { revokedAt: clock.now().toISOString() }]);
  const stored = JSON.stringify([rows, await database.select().from(secretKeys)]);
  for (const { key } of [first, created]) expect(stored).not.toContain(key);
});

test('[S252] when a key was used last is known to the minute, and written down once in it', async () => {
  const { database, project, statusOf, unit, after, clock } = await openPortal();
  const { id, key } = (await createSecretKey(unit(), project, null))!;
  const lastUsedAt = async () => (await listSecretKeys(database)).find((it) => it.id === id)!.lastUsedAt;
  expect(await lastUsedAt()).toBe(null);

  const first = clock.now().toISOString();
  await Promise.all([statusOf(key), statusOf(key), statusOf(key)]);
  await expect.poll(lastUsedAt).toBe(first);
  after(59_000);
  await statusOf(key);
  expect(await lastUsedAt()).toBe(first);
  after(2_000);
  await statusOf(key);
  await expect.poll(lastUsedAt).toBe(clock.now().toISOString());
});
