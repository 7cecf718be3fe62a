import { eq } from 'drizzle-orm';
import { brandingOfProject } from '../../branding/saveBranding.js';
import { withLogoAt } from '../../branding/withLogoAt.js';
import { projects } from '../../database/schema.js';
import type { MerchantOperation } from '../../operation.js';

export const getBranding: MerchantOperation<'getBranding'> = async ({ merchant, unit, publicUrl }) => {
  const [row] = await unit.database
    .select({ branding: projects.branding })
    .from(projects)
    .where(eq(projects.id, merchant.project));
  return withLogoAt(publicUrl, brandingOfProject(row!.branding));
};
