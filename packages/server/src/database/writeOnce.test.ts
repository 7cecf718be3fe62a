import { eq, sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { openTestDatabase } from '../testing/openTestDatabase.js';
import type { Database } from './Database.js';
import { customers, projects } from './schema.js';
import { writeOnce } from './writeOnce.js';

// Databases and processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

test('[S46] a query that is written once gives the same values as one that is written for each call', async () => {
  const { database, close } = await openTestDatabase();
  const createdAt = new Date('2024-02-29T12:34:56.789Z');
  for (const id of ['proj_a', 'proj_b']) {
    const name = `Project of ${id}`;
    await database
      .insert(projects)
      .values({ id, name, testMode: true, branding: {} as never, cursorKey: 'k', createdAt });
  }
  await database.insert(customers).values({ project: 'proj_a', id: 'cus_a', createdAt });

  const selectOf = (on: Database, project: unknown) =>
    on
      .select({ project: projects, customer: customers })
      .from(projects)
      .leftJoin(customers, eq(customers.project, projects.id))
      .where(sql`${projects.id} = ${project}`);
  const write = vi.fn((paper: Database) => selectOf(paper, sql.placeholder('project')));
  const ask = writeOnce(write);

  for (const project of ['proj_a', 'proj_b', 'proj_none']) {
    const expected = await selectOf(database, project);
    expect(await ask(database, { project })).toEqual(expected);
    expect(await database.transaction((tx) => ask(tx, { project }))).toEqual(expected);
  }
  expect(await ask(database, { project: 'proj_b' })).toMatchObject([{ customer: null }]);
  expect(write).toHaveBeenCalledTimes(1);
  await close();
});

test('[S46] a query that is written once sees what its own transaction has written, and no other does', async () => {
  const { database, close } = await openTestDatabase();
  const ask = writeOnce((paper) => paper.select().from(projects));
  const row = { id: 'proj_a', name: 'A', testMode: true, branding: {} as never, cursorKey: 'k' };

  await database
    .transaction(async (tx) => {
      await tx.insert(projects).values({ ...row, createdAt: new Date(0) });
      expect(await ask(tx, {})).toHaveLength(1);
      tx.rollback();
    })
    .catch(() => {});

  expect(await ask(database, {})).toEqual([]);
  await close();
});
