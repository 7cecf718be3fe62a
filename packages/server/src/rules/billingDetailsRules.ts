import type { Address, CustomerUpdate, FieldError, PortalFeatures } from '@billfold/contract';
import { addressFormat, countryCodes } from '@billfold/contract/countries';
import { BillfoldError } from '../errors.js';
import type { BillingDetailsChanges } from '../provider/CustomerBilling.js';

/** By which of the configuration's words each field may be changed. */
const updateOf: Record<keyof BillingDetailsChanges | 'taxIds', CustomerUpdate> = {
  kind: 'name',
  name: 'name',
  invoiceEmails: 'email',
  phone: 'phone',
  address: 'address',
  purchaseOrder: 'purchase_order',
  taxIds: 'tax_id',
};

/**
 * Refuses what the configuration does not let customers change, naming every such field: what a page does not show as a
 * field must not be changed by another program either.
 *
 * @throws BillfoldError `feature_disabled`.
 */
export function requireUpdates(features: PortalFeatures, fields: readonly (keyof typeof updateOf)[]): void {
  const { allowedUpdates } = features.customerUpdate;
  const refused = fields.filter((field) => !allowedUpdates.includes(updateOf[field]));
  if (refused.length === 0) return;
  const message = 'can not be changed in this billing portal';
  throw new BillfoldError('feature_disabled', { fields: refused.map((path) => ({ path, message })) });
}

/**
 * Asks a customer for a country that there is, and for all that it needs on an envelope. Postal codes are not looked at: the
 * people of a country write them in more ways than its table knows.
 *
 * @throws BillfoldError `invalid_request`, naming each field that is missing, or the country.
 */
export function requireWholeAddress(address: Address): void {
  if (!countryCodes.includes(address.country)) {
    const message = 'must be a country of ISO 3166-1, such as DE';
    throw new BillfoldError('invalid_request', { fields: [{ path: 'address.country', message }] });
  }
  const missing = addressFormat(address.country).required.filter((field) => !address[field]);
  if (missing.length === 0) return;
  const toFieldError = (field: string): FieldError => ({
    path: `address.${field}`,
    message: `is required in an address of ${address.country}`,
  });
  throw new BillfoldError('invalid_request', { fields: missing.map(toFieldError) });
}
