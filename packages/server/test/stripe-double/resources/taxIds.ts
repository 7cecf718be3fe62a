import type Stripe from 'stripe';
import { change } from '../billing/changed.js';
import type { Call, Handlers } from '../Handler.js';
import { pageOf } from '../pageOf.js';
import { requiredText } from '../params.js';
import type { State } from '../State.js';
import { invalid, noSuch } from '../StripeFault.js';
import { findCustomer } from './findCustomer.js';

const MAX_TAX_IDS = 5;
/** How long the registers take. */
const VERIFIED_AFTER = 60;

export const taxIdHandlers: Handlers = {
  'POST /v1/customers/{id}/tax_ids': ({ state, path, params }) =>
    createTaxId(state, findCustomer(state, path.id!).id, params),
  'GET /v1/customers/{id}/tax_ids': (call) => {
    const { id } = findCustomer(call.state, call.path.id!);
    const theirs = [...call.state.taxIds.values()].filter(({ customer }) => customer === id);
    return pageOf(call, theirs, `/v1/customers/${id}/tax_ids`);
  },
  'GET /v1/customers/{customer}/tax_ids/{id}': findTaxId,
  'DELETE /v1/customers/{customer}/tax_ids/{id}': deleteTaxId,
};

/** Gives a customer a tax id. What registers say of it is known a minute later. */
export function createTaxId(state: State, customer: string, params: Call['params']): Stripe.TaxId {
  const type = requiredText(params.type, 'type') as Stripe.TaxId.Type;
  const value = requiredText(params.value, 'value').replaceAll(' ', '').toUpperCase();
  const theirs = [...state.taxIds.values()].filter((taxId) => taxId.customer === customer);
  if (theirs.length >= MAX_TAX_IDS)
    throw invalid(`This customer has the maximum number of tax IDs (${MAX_TAX_IDS}).`);
  if (!isWellFormed(type, value))
    throw invalid(`Invalid value for ${type}.`, { code: 'tax_id_invalid', param: 'value' });
  const isVerified = type === 'eu_vat' || type === 'gb_vat' || type === 'au_abn';
  const taxId: Stripe.TaxId = {
    id: state.newId('txi'),
    object: 'tax_id',
    country: countryOf(type, value),
    created: state.timeOf(customer),
    customer,
    customer_account: null,
    livemode: false,
    owner: { customer, customer_account: null, type: 'customer' },
    type,
    value,
    verification: {
      status: isVerified ? 'pending' : 'unavailable',
      verified_address: null,
      verified_name: null,
    },
  };
  state.taxIds.set(taxId.id, taxId);
  state.emit('customer.tax_id.created', taxId);
  if (isVerified) state.later(taxId.created + VERIFIED_AFTER, customer, () => verify(state, taxId));
  return taxId;
}

/** The numbers with which Stripe lets developers see each outcome: nine ones are not known, nine twos are never answered. */
function verify(state: State, taxId: Stripe.TaxId): void {
  if (!state.taxIds.has(taxId.id) || taxId.value.endsWith('222222222')) return;
  change(state, taxId, 'customer.tax_id.updated', () => {
    taxId.verification = taxId.value.endsWith('111111111')
      ? { status: 'unverified', verified_address: null, verified_name: null }
      : { status: 'verified', verified_address: 'as given', verified_name: 'as given' };
  });
}

function findTaxId({ state, path }: Call): Stripe.TaxId {
  const { id } = findCustomer(state, path.customer!);
  const taxId = state.taxIds.get(path.id!);
  if (!taxId || taxId.customer !== id) throw noSuch('tax_id', path.id!);
  return taxId;
}

function deleteTaxId(call: Call): Stripe.DeletedTaxId {
  const taxId = findTaxId(call);
  call.state.taxIds.delete(taxId.id);
  call.state.emit('customer.tax_id.deleted', taxId);
  return { id: taxId.id, object: 'tax_id', deleted: true };
}

/** The shapes of a few kinds; what is no shape here is only not empty. */
function isWellFormed(type: string, value: string): boolean {
  const shapes: Record<string, RegExp> = {
    eu_vat:
      /^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)[0-9A-Z+*]{7,12}$/,
    gb_vat: /^(GB)?(\d{9}|\d{12})$/,
    us_ein: /^\d{2}-?\d{7}$/,
    ch_vat: /^CHE-?\d{3}\.?\d{3}\.?\d{3}(MWST|TVA|IVA)$/,
    au_abn: /^\d{11}$/,
  };
  return (shapes[type] ?? /^\S{3,}$/).test(value);
}

function countryOf(type: string, value: string): string | null {
  const prefix = type === 'eu_vat' ? value.slice(0, 2) : type.slice(0, 2).toUpperCase();
  return prefix === 'EL' ? 'GR' : prefix;
}
