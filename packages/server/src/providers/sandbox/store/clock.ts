import { eq } from 'drizzle-orm';
import type { Database } from '../../../database/Database.js';
import type { UnitOfWork } from '../../../provider/Provider.js';
import { waitPatiently } from './locks.js';
import { sandboxClocks } from './schema.js';

/** The time of a project, or null where it still goes by real time. */
export async function readClock(database: Database, project: string): Promise<Date | null> {
  const [clock] = await database.select().from(sandboxClocks).where(eq(sandboxClocks.project, project));
  return clock?.now ?? null;
}

/**
 * The time of a project, which stands still until the transaction ends: nothing may be billed up to a time that
 * is moved meanwhile, or it would be forgotten. From the first call on the project goes by its own clock.
 */
export async function holdClock(unit: UnitOfWork, project: string): Promise<Date> {
  await waitPatiently(unit.database);
  const held = await lockClock(unit.database, project);
  if (held) return held;
  await startClock(unit, project);
  return (await lockClock(unit.database, project))!;
}

async function lockClock(database: Database, project: string): Promise<Date | null> {
  const [clock] = await database
    .select()
    .from(sandboxClocks)
    .where(eq(sandboxClocks.project, project))
    .for('share');
  return clock?.now ?? null;
}

/**
 * Moves the time of a project. What falls due by then is still to be done.
 *
 * @param choose is given the time as it is and answers with what it shall be, or throws and leaves it.
 * @param meanwhile what is done in the transaction that moves it: either both happen or neither.
 * @returns the new time.
 */
export async function moveClock(
  unit: UnitOfWork,
  project: string,
  choose: (now: Date) => Date,
  meanwhile: (moved: { database: Database; from: Date; to: Date }) => Promise<void> = async () => {},
): Promise<Date> {
  return unit.database.transaction(async (tx) => {
    await waitPatiently(tx);
    await startClock({ ...unit, database: tx }, project);
    const isOfProject = eq(sandboxClocks.project, project);
    const [clock] = await tx.select().from(sandboxClocks).where(isOfProject).for('update');
    const to = choose(clock!.now);
    await tx.update(sandboxClocks).set({ now: to }).where(isOfProject);
    await meanwhile({ database: tx, from: clock!.now, to });
    return to;
  });
}

async function startClock({ database, now }: UnitOfWork, project: string): Promise<void> {
  await database.insert(sandboxClocks).values({ project, now }).onConflictDoNothing();
}
