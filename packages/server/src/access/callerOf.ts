import { sql } from 'drizzle-orm';
import { capabilities, PortalFeatures, type Branding, type BusinessProfile } from '@billfold/contract';
import { findCustomer } from '../customers/customerRows.js';
import { rowsOf, type Database } from '../database/Database.js';
import { BillfoldError } from '../errors.js';
import { everyFeature } from '../rules/everyFeature.js';
import type { Merchant } from './authenticate.js';
import { brandingOf } from './brandingOf.js';
import type { Caller } from './Caller.js';
import { readStored } from '../configurations/readStored.js';

/**
 * The merchant as who acts for one of their customers. How things are done (proration, periods) is as the `default`
 * configuration says; what a configuration keeps customers from, it does not keep the merchant from.
 *
 * @throws BillfoldError `not_found` when the project has no such customer.
 */
export function callerOf(database: Database, merchant: Merchant, id: string): Promise<Caller> {
  return callerBy(database, `key:${merchant.key}`, merchant.project, id);
}

/** The server itself as who acts for a customer, when the provider has sent word. It may what the merchant may. */
export function serverFor(database: Database, project: string, id: string): Promise<Caller> {
  return callerBy(database, 'server', project, id);
}

async function callerBy(database: Database, by: Caller['by'], project: string, id: string): Promise<Caller> {
  const customer = await findCustomer(database, project, id);
  if (!customer) throw new BillfoldError('not_found');
  const [row] = await rowsOf<{
    test_mode: boolean;
    cursor_key: string;
    branding: Branding;
    features: Partial<PortalFeatures>;
    business_profile: Partial<BusinessProfile>;
  }>(
    database,
    sql`select project.test_mode, project.cursor_key, project.branding, configuration.features, configuration.business_profile
        from projects project join portal_configurations configuration
          on configuration.project_id = project.id and configuration.id = 'default'
        where project.id = ${project}`,
  );
  return {
    by,
    project,
    customer,
    capabilities,
    features: everyFeature(readStored(PortalFeatures, row!.features)),
    branding: brandingOf(row!.branding, row!.business_profile),
    actor: null,
    testMode: row!.test_mode,
    cursorKey: row!.cursor_key,
  };
}
