import type { SessionBranding } from '@billfold/contract';
import type { DocumentBranding, UnitOfWork } from '../provider/Provider.js';
import { findLogoAt } from './logoRows.js';

/** A caller's branding as documents need it: with the image itself, because whoever draws one fetches nothing. */
export async function documentBranding(
  { project, branding }: { project: string; branding: SessionBranding },
  { database }: Pick<UnitOfWork, 'database'>,
): Promise<DocumentBranding> {
  return { ...branding, logo: await findLogoAt(database, project, branding.logoUrl) };
}
