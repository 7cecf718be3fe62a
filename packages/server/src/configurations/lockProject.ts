import { eq } from 'drizzle-orm';
import type { Database } from '../database/Database.js';
import { projects } from '../database/schema.js';

/**
 * The settings of a project, for whoever is about to change them or its configurations: one at a time, because each is checked
 * against the others. What only refers to the project goes on.
 */
export async function lockProject(database: Database, project: string) {
  const [row] = await database
    .select({
      name: projects.name,
      branding: projects.branding,
      returnOrigins: projects.returnOrigins,
      testMode: projects.testMode,
    })
    .from(projects)
    .where(eq(projects.id, project))
    .for('no key update');
  return row!;
}
