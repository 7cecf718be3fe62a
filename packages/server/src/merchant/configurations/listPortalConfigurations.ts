import { and, asc, eq, gt } from 'drizzle-orm';
import { toPortalConfiguration } from '../../configurations/configurationRows.js';
import { portalConfigurations } from '../../database/schema.js';
import type { MerchantOperation } from '../../operation.js';
import { openCursor, signCursor } from '../../page/cursor.js';

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
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    data: page.map(toPortalConfiguration),
    nextCursor: last ? signCursor(last.id, scope) : null,
  };
};
