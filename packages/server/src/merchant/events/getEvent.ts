import { readEvent, toEvent } from '../../events/eventRows.js';
import type { MerchantOperation } from '../../operation.js';

export const getEvent: MerchantOperation<'getEvent'> = async ({ input, merchant, unit }) =>
  toEvent(await readEvent(unit.database, merchant.project, input.event));
