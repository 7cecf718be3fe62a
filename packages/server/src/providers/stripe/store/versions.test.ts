import { expect, test } from 'vitest';
import { openTestDatabase } from '../../../testing/openTestDatabase.js';
import { versionsOf } from './versions.js';

const open = async (project = 'prj_1') => {
  const { database, close } = await openTestDatabase();
  const see = async (facts: Record<string, unknown>, of = project) =>
    Object.fromEntries(
      await versionsOf(
        { project: of, unit: { database } },
        Object.entries(facts).map(([id, fact]) => ({ id, facts: fact })),
      ),
    );
  return { see, close };
};

test('[X280] a version is counted whenever a subscription is not what it was when it was seen last', async () => {
  const { see, close } = await open();
  expect(await see({})).toEqual({});
  expect(await see({ sub_1: { status: 'active', seats: 3 } })).toEqual({ sub_1: 1 });
  expect(await see({ sub_1: { seats: 3, status: 'active' } })).toEqual({ sub_1: 1 });
  expect(await see({ sub_1: { status: 'active', seats: 4 }, sub_2: {} })).toEqual({ sub_1: 2, sub_2: 1 });
  // As it was before is another change, and a higher version.
  expect(await see({ sub_1: { status: 'active', seats: 3 } })).toEqual({ sub_1: 3 });
  expect(await see({ sub_1: 'another' }, 'prj_2')).toEqual({ sub_1: 1 });
  await close();
});

test('[X280] whoever sees the same at the same time counts it once', async () => {
  const { see, close } = await open();
  await see({ sub_1: 'before', sub_2: 'before' });
  const seen = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      see(index % 2 === 0 ? { sub_1: 'after', sub_2: 'after' } : { sub_2: 'after', sub_1: 'after' }),
    ),
  );
  expect(new Set(seen.map((versions) => `${versions.sub_1},${versions.sub_2}`))).toEqual(new Set(['2,2']));
  await close();
});
