import { eq } from 'drizzle-orm';
import type { FieldError } from '@billfold/contract';
import type { Database } from '../../../database/Database.js';
import { BillfoldError } from '../../../errors.js';
import type { ParsedCatalog } from '../data/SandboxData.js';
import { termsOf } from './catalogRows.js';
import { keyOf } from './coupons.js';
import type { PriceRow } from './prices.js';
import { sandboxCoupons, sandboxPrices } from './schema.js';

type CatalogPrice = ParsedCatalog['products'][number]['prices'][number];

/** @throws BillfoldError `invalid_request` naming everything in a catalogue that can not be. */
export function refuseFaults(catalog: ParsedCatalog): void {
  const fields = [...repetitionsIn(catalog), ...tierFaultsIn(catalog), ...danglingIn(catalog)];
  if (fields.length > 0) throw new BillfoldError('invalid_request', { fields });
}

/** Names that are there twice: the later one would silently win. */
function repetitionsIn({ products, coupons, promotionCodes }: ParsedCatalog): FieldError[] {
  const seen = new Set<string>();
  const fields: FieldError[] = [];
  const see = (kind: string, id: string, path: string) => {
    if (seen.has(kind + id)) fields.push({ path, message: `${id} is in the catalogue twice` });
    seen.add(kind + id);
  };
  for (const [index, product] of products.entries()) {
    see('product', product.id, `products.${index}.id`);
    for (const [place, { id }] of product.prices.entries())
      see('price', id, `products.${index}.prices.${place}.id`);
  }
  for (const [index, { id }] of coupons.entries()) see('coupon', id, `coupons.${index}.id`);
  for (const [index, { code }] of promotionCodes.entries())
    see('code', keyOf(code), `promotionCodes.${index}.code`);
  return fields;
}

function tierFaultsIn({ products }: ParsedCatalog): FieldError[] {
  return products.flatMap(({ prices }, index) =>
    prices.flatMap((price, place) => {
      const message = tierFault(price);
      return message === null ? [] : [{ path: `products.${index}.prices.${place}.tiers`, message }];
    }),
  );
}

function tierFault({ id, scheme, tiers, unitAmount }: CatalogPrice): string | null {
  if (scheme !== 'graduated') return tiers === null ? null : `must be left out: ${id} is ${scheme}`;
  if (tiers === null) return `must be given: ${id} is graduated`;
  const ends = tiers.map(({ upTo }) => upTo);
  if (ends.at(-1) !== null) return 'must end in a step whose upTo is null';
  const ascends = ends.slice(0, -1).every((end, index) => end !== null && end > (ends[index - 1] ?? 0));
  if (!ascends) return 'must be in ascending order of upTo, and only the last one null';
  if (tiers[0]!.unitAmount !== unitAmount)
    return `must begin with the unitAmount of the price, ${unitAmount}`;
  return null;
}

/** What refers to something that is not there, so that nobody could ever have it. */
function danglingIn({ products, coupons, promotionCodes }: ParsedCatalog): FieldError[] {
  const sold = new Set(products.map(({ id }) => id));
  const named = new Set(coupons.map(({ id }) => id));
  return [
    ...coupons.flatMap((coupon, index) =>
      (coupon.products ?? []).flatMap((id, place) =>
        sold.has(id) ? [] : [{ path: `coupons.${index}.products.${place}`, message: noSuch('product', id) }],
      ),
    ),
    ...promotionCodes.flatMap(({ coupon }, index) =>
      named.has(coupon)
        ? []
        : [{ path: `promotionCodes.${index}.coupon`, message: noSuch('coupon', coupon) }],
    ),
  ];
}

const noSuch = (thing: string, id: string) => `there is no ${thing} ${id} in this catalogue`;

/** @throws BillfoldError `conflict` naming every field by which a price that exists would ask for something else. */
export async function refuseChangedPrices(
  tx: Database,
  project: string,
  { products }: ParsedCatalog,
): Promise<void> {
  const rows = await tx.select().from(sandboxPrices).where(eq(sandboxPrices.project, project));
  const stored = new Map<string, PriceRow>(rows.map((row) => [row.id, row]));

  const fields: FieldError[] = [];
  for (const [index, product] of products.entries()) {
    for (const [place, price] of product.prices.entries()) {
      const before = stored.get(price.id);
      if (!before) continue;
      const asked = termsOf(product, price);
      for (const term of Object.keys(asked) as (keyof typeof asked)[]) {
        const was = asText(before[term]);
        if (was === asText(asked[term])) continue;
        const path = `products.${index}.prices.${place}.${term === 'product' ? 'id' : term}`;
        const message = `${price.id} has the ${term} ${was}, which can not change: use a new price with a new id`;
        fields.push({ path, message });
      }
    }
  }
  if (fields.length > 0) throw new BillfoldError('conflict', { fields });
}

/** What a coupon takes off, which is for ever: somebody may look at a quote with it. */
const COUPON_TERMS = ['percentOff', 'amountOff', 'currency', 'duration', 'durationInMonths'] as const;

/** @throws BillfoldError `conflict` naming every field by which a coupon that exists would take off something else. */
export async function refuseChangedCoupons(
  tx: Database,
  project: string,
  { coupons }: ParsedCatalog,
): Promise<void> {
  const rows = await tx.select().from(sandboxCoupons).where(eq(sandboxCoupons.project, project));
  const fields = coupons.flatMap((coupon, index) => {
    const before = rows.find(({ id }) => id === coupon.id);
    if (!before) return [];
    return COUPON_TERMS.filter((term) => String(before[term]) !== String(coupon[term])).map((term) => ({
      path: `coupons.${index}.${term}`,
      message: `${coupon.id} has the ${term} ${before[term]}, which can not change: use a new coupon with a new id`,
    }));
  });
  if (fields.length > 0) throw new BillfoldError('conflict', { fields });
}

/** A term in one spelling, whatever the order in which the database has kept its parts. */
function asText(term: PriceRow[keyof PriceRow]): string {
  if (!Array.isArray(term)) return String(term);
  return term.map(({ upTo, ...step }) => `${upTo}:${step.unitAmount}+${step.flatAmount}`).join(' ');
}
