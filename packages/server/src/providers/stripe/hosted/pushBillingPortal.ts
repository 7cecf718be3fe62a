import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type Stripe from 'stripe';
import { readOffered } from '../billing/listPlans.js';
import { readAll } from '../billing/readAll.js';
import { createClient } from '../client/createClient.js';
import { customerMetadata } from '../read/customerFields.js';
import { idOf } from '../read/references.js';
import { answering } from '../read/toBillfoldError.js';
import type { StripeOptions } from '../StripeOptions.js';
import { toBillingPortalConfiguration, type HostedPortalSource } from './toBillingPortalConfiguration.js';

/** Metadata by which a configuration of Stripe's portal is known to be made from one of ours. */
const configurationKey = 'billfold_configuration';

export interface PushedPortal {
  /** Of Stripe's configuration, `bpc_…`; null where it would be made, and was not. */
  id: string | null;
  status: 'created' | 'updated' | 'unchanged';
  /** What ours says and Stripe's portal can not do. */
  leftOut: string[];
}

/**
 * Makes a configuration of Stripe's own portal be as one of ours. What is so already is left alone: the same twice writes nothing.
 *
 * @param wanted.project whose it is: two projects can have a configuration of the same name.
 * @throws BillfoldError `internal`, whose cause says what Stripe has against the key; `provider_unavailable`.
 */
export function pushBillingPortal(options: StripeOptions, wanted: WantedPortal): Promise<PushedPortal> {
  const stripe = createClient(options);
  return answering(() => push(stripe, wanted));
}

type WantedPortal = Omit<HostedPortalSource, 'products'> & { project: string; dryRun?: boolean };

async function push(stripe: Stripe, wanted: WantedPortal): Promise<PushedPortal> {
  const products = await readProducts(stripe);
  const { params, leftOut } = toBillingPortalConfiguration({ ...wanted, products });
  const metadata = {
    [customerMetadata.project]: wanted.project,
    [configurationKey]: wanted.configuration.id,
  };
  const known = await findConfiguration(stripe, metadata);
  if (!known) {
    const created = wanted.dryRun ? null : await create(stripe, { ...params, metadata });
    return { id: created && created.id, status: 'created', leftOut };
  }
  if (known.active && isLike(params, known)) return { id: known.id, status: 'unchanged', leftOut };
  if (!wanted.dryRun) await stripe.billingPortal.configurations.update(known.id, { ...params, active: true });
  return { id: known.id, status: 'updated', leftOut };
}

async function findConfiguration(stripe: Stripe, metadata: Record<string, string>) {
  const listed = stripe.billingPortal.configurations.list({
    limit: 100,
    // Products are told only where they are asked for.
    expand: ['data.features.subscription_update.products'],
  });
  const all = await readAll(listed);
  return all.find((one) => Object.entries(metadata).every(([key, value]) => one.metadata?.[key] === value));
}

/** Two who push at once make one: what they send is the same, and so is the key. */
function create(stripe: Stripe, params: Stripe.BillingPortal.ConfigurationCreateParams) {
  const hash = bytesToHex(sha256(utf8ToBytes(JSON.stringify(params)))).slice(0, 32);
  return stripe.billingPortal.configurations.create(params, { idempotencyKey: `billfold-portal-${hash}` });
}

/** What is on sale, as Stripe's portal wants it named: each product with its prices. */
async function readProducts(stripe: Stripe): Promise<HostedPortalSource['products']> {
  const offered = await readOffered({ stripe, options: () => ({}) });
  const products = new Map<string, { id: string; prices: string[] }>();
  for (const price of offered.toSorted((one, other) => (one.unit_amount ?? 0) - (other.unit_amount ?? 0))) {
    const id = idOf(price.product)!;
    const product = products.get(id) ?? { id, prices: [] };
    products.set(id, product);
    product.prices.push(price.id);
  }
  return [...products.values()];
}

/** Whether everything that is wanted is so. An empty text empties a field: what is null or an empty list there is the same. */
function isLike(wanted: unknown, known: unknown): boolean {
  if (wanted === '') return known === null || known === undefined || known === '' || isEmptyList(known);
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(known) &&
      wanted.length === known.length &&
      wanted.every((one, index) => isLike(one, known[index]))
    );
  }
  if (typeof wanted !== 'object' || wanted === null) return wanted === known;
  if (typeof known !== 'object' || known === null) return false;
  return Object.entries(wanted).every(([field, value]) =>
    isLike(value, (known as Record<string, unknown>)[field]),
  );
}

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;
