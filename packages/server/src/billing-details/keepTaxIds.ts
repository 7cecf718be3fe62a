import { updateCustomerRow } from '../customers/customerRows.js';
import type { PortalContext } from '../operation.js';

/** Brings the portal's own copy of the customer's tax ids up to what the provider has now, and tells that the customer changed. */
export async function keepTaxIds({
  billing,
  caller,
  unit,
}: Pick<PortalContext<unknown>, 'billing' | 'caller' | 'unit'>): Promise<void> {
  const { taxIds } = await billing.getBillingDetails();
  await updateCustomerRow(
    unit,
    caller.project,
    caller.customer.id,
    { taxIds: taxIds.map(({ type, value }) => ({ type, value })) },
    caller,
  );
}
