import { and, asc, eq, gt } from 'drizzle-orm';
import { toPortalConfiguration } from '../../configurations/configurationRows.js';
import { portalConfigurations } from '../../database/schema.js';
import type { MerchantOperation } from '../../operation.js';
import { openCursor } from '../../page/cursor.js';
import { toPage } from '../../page/toPage.js';

export const listPortalConfigurations: MerchantOperation<'listPortalConfigurations'> = async ({
  input: { limit, cursor },
  merchant,
  unit,
}) => {
  const scope = {
    key: merchant.cursorKey,
    operation: 'listPortalConfigurations',
    owner: merchant.project,
    filters: {},
  };
  const rows = await unit.database
    .select()
    .from(portalConfigurations)
    .where(
      and(
        eq(portalConfigurations.project, merchant.project),
        cursor === undefined ? undefined : gt(portalConfigurations.id, openCursor(cursor, scope)),
      ),
    )
    .orderBy(asc(portalConfigurations.id))
    .limit(limit + 1);
  return toPage(rows, limit, scope, ({ id }) => id, toPortalConfiguration);
};
