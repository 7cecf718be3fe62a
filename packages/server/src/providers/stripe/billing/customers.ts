import type { TaxIdEntry } from '@billfold/contract';
import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import type { BillingCustomer } from '../../../provider/Provider.js';
import { customerMetadata } from '../read/customerFields.js';
import { idOf, isId, wholeOf } from '../read/references.js';
import { answering, orNull } from '../read/toBillfoldError.js';
import { toSeconds } from '../read/toInstant.js';
import { toTaxId } from '../read/toTaxId.js';
import type { StripeContext } from '../StripeContext.js';
import { createTaxId, deleteTaxId, isSame } from './billingDetails.js';
import { toCustomerParams } from './customerParams.js';
import { readTaxIds } from './getBillingDetails.js';
import { PAGE } from './readAll.js';
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
      const existing = intent.isAgain ? await findMade(context) : await findLinked(context);
      const isOurs = existing !== null && ownerOf(existing) !== null;
      const { email, invoiceEmails } = known;
      const facts = existing === null || isOurs ? known : whatIsKnown(known);
      const providerCustomer = existing?.id ?? null;
      const had = await readTaxIds({ ...context, customer: { ...known, providerCustomer } });
      return {
        providerCustomer,
        params: {
          ...toCustomerParams(facts, email, existing),
          ...(existing?.email === null && email !== null && { email: invoiceEmails[0] ?? email }),
        },
        taxIds: differenceOf(known.taxIds, had, isOurs),
      };
    });
    const params = { ...checked.params, metadata: metadataOf(known, checked.params.metadata) };
    const id = await intent.step('customer', async (key) => {
      const { providerCustomer } = checked;
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

/** How long Stripe remembers a failure under its key, and an hour: who was made under that key is not older. */
const REMEMBERED_SECONDS = 25 * 60 * 60;

/** Who is not among so many of the latest is not looked for any longer: a request waits. */
const MOST_LOOKED_AT = 3 * PAGE;

/**
 * Who was made, or linked, by a request that Stripe says has failed. A list that is behind may not have them yet: then they are made
 * a second time, and the first one stays a customer who has nothing.
 */
async function findMade(context: StripeContext): Promise<Stripe.Customer | null> {
  const { stripe, options, unit, customer } = context;
  if (customer.providerCustomer !== null) return findLinked(context);
  const { project, id, invoiceEmails } = customer;
  const email = invoiceEmails[0] ?? customer.email;
  const listed = stripe.customers.list(
    {
      ...(email !== null && { email }),
      created: { gte: toSeconds(unit.now) - REMEMBERED_SECONDS },
      limit: PAGE,
    },
    options(),
  );
  let looked = 0;
  for await (const found of listed) {
    if (ownerOf(found) === `${project}/${id}`) return found;
    looked += 1;
    if (looked >= MOST_LOOKED_AT) break;
  }
  return null;
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
