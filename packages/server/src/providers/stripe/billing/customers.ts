import type { TaxIdEntry } from '@billfold/contract';
import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import type { BillingCustomer } from '../../../provider/Provider.js';
import { customerMetadata } from '../read/customerFields.js';
import { idOf, isId, wholeOf } from '../read/references.js';
import { answering, orNull } from '../read/toBillfoldError.js';
import { toTaxId } from '../read/toTaxId.js';
import type { StripeContext } from '../StripeContext.js';
import { createTaxId, deleteTaxId, isSame } from './billingDetails.js';
import { toCustomerParams } from './customerParams.js';
import { readTaxIds } from './getBillingDetails.js';
import { intentOf } from './target.js';

/**
 * Tells Stripe of a customer: makes one, or links and changes the one whose id is given. See `Provider.saveCustomer`.
 *
 * Who was at Stripe before is linked with what is known there: only what the portal knows is written over it.
 */
export function saveCustomer(context: StripeContext): Promise<string> {
  return answering(async () => {
    const { stripe, options, customer: known } = context;
    const intent = intentOf(context);
    const checked = await intent.step('check', async () => {
      const existing = await findLinked(context);
      const isOurs = existing !== null && ownerOf(existing) !== null;
      const { email, invoiceEmails } = known;
      const facts = existing === null || isOurs ? known : whatIsKnown(known);
      return {
        params: {
          ...toCustomerParams(facts, email, existing),
          ...(existing?.email === null && email !== null && { email: invoiceEmails[0] ?? email }),
        },
        taxIds: differenceOf(known.taxIds, await readTaxIds(context), isOurs),
      };
    });
    const params = { ...checked.params, metadata: metadataOf(known, checked.params.metadata) };
    const id = await intent.step('customer', async (key) => {
      const { providerCustomer } = known;
      const saved =
        providerCustomer === null
          ? await stripe.customers.create(toCreation(params), options(key))
          : await stripe.customers.update(providerCustomer, params, options(key));
      return saved.id;
    });
    // The new ones first, so that there is always one that a tax can be told by.
    for (const [index, entry] of checked.taxIds.missing.entries())
      await createTaxId(context, `tax-id-${index}`, entry, id);
    for (const taxId of checked.taxIds.dropped) await deleteTaxId(context, `remove-${taxId}`, taxId, id);
    return id;
  });
}

/** @throws BillfoldError `conflict` when there is no such customer, or they are somebody else's. */
async function findLinked({ stripe, options, customer }: StripeContext): Promise<Stripe.Customer | null> {
  const { providerCustomer, project, id } = customer;
  if (providerCustomer === null) return null;
  if (!isId('cus', providerCustomer)) throw unlinkable('is not the id of a customer at Stripe');
  const found = wholeOf(await orNull(stripe.customers.retrieve(providerCustomer, {}, options())));
  if (!found) throw unlinkable('is not a customer at Stripe, or was deleted there');
  const owner = ownerOf(found);
  if (owner !== null && owner !== `${project}/${id}`) throw unlinkable('belongs to another customer');
  return found;
}

/** Which customer of which project somebody at Stripe is; null: nobody's of ours yet. */
function ownerOf({ metadata }: Stripe.Customer): string | null {
  const { [customerMetadata.project]: project, [customerMetadata.customer]: customer } = metadata;
  return project && customer ? `${project}/${customer}` : null;
}

function unlinkable(message: string): BillfoldError {
  return new BillfoldError('conflict', { fields: [{ path: 'providerCustomer', message }] });
}

/** What is not known here is not taken away there. */
function whatIsKnown(customer: BillingCustomer): Partial<BillingCustomer> {
  const fields = ['kind', 'name', 'phone', 'address', 'purchaseOrder'] as const;
  const known = fields.filter((field) => customer[field] !== null).map((field) => [field, customer[field]]);
  const { invoiceEmails } = customer;
  return { ...Object.fromEntries(known), ...(invoiceEmails.length > 0 && { invoiceEmails }) };
}

function metadataOf(
  { project, id, kind }: BillingCustomer,
  more: Stripe.CustomerUpdateParams['metadata'],
): Stripe.MetadataParam {
  return {
    ...(more === '' ? undefined : more),
    [customerMetadata.project]: project,
    [customerMetadata.customer]: id,
    [customerMetadata.kind]: kind,
  };
}

/** Of somebody new nothing has to be taken away, which is what empty texts do. */
function toCreation(params: Stripe.CustomerUpdateParams): Stripe.CustomerCreateParams {
  const kept = Object.entries(params).flatMap(([field, value]: [string, unknown]) => {
    if (value === '') return [];
    const isTree = typeof value === 'object' && value !== null && !Array.isArray(value);
    return [[field, isTree ? toCreation(value) : value]];
  });
  return Object.fromEntries(kept) as Stripe.CustomerCreateParams;
}

/** Tax ids that have to be made and removed. Those of kinds that the portal does not know, and of somebody new to it, stay. */
function differenceOf(wanted: readonly TaxIdEntry[], had: readonly Stripe.TaxId[], isOurs: boolean) {
  const missing = wanted.filter((entry) => !had.some((taxId) => isSame(taxId, entry)));
  const extra = had.filter(
    (taxId) => toTaxId(taxId) !== null && !wanted.some((entry) => isSame(taxId, entry)),
  );
  return { missing, dropped: isOurs ? extra.map((taxId) => idOf(taxId)!) : [] };
}
