import type { PaymentMethodName } from '@billfold/contract';
import type { Agreement, Bill, Card, Product } from '../company/wire.js';
import { accountOf, type Context } from './Context.js';

/** All that is needed to tell of an account's agreements, read at once. */
export interface ReadAccount {
  products: Product[];
  /** Those of this account and no other. */
  agreements: Agreement[];
  cards: Card[];
  /** Oldest first. */
  openBills: Bill[];
  standardCard: string | null;
}

export async function readAccount(context: Context): Promise<ReadAccount> {
  const { client, unit } = context;
  const account = `/accounts/${accountOf(context)}`;
  const [products, agreements, cards, openBills, { standardCard }] = await Promise.all([
    client.get<Product[]>(unit, '/catalogue'),
    client.get<Agreement[]>(unit, `${account}/agreements`),
    client.get<Card[]>(unit, `${account}/cards`),
    client.get<Bill[]>(unit, `${account}/bills`, { state: 'open' }),
    client.get<{ standardCard: string | null }>(unit, account),
  ]);
  return { products, agreements, cards, openBills: openBills.toReversed(), standardCard };
}

/** A card as it is named to people. */
export const toName = ({ brand, lastFour }: Pick<Card, 'brand' | 'lastFour'>): PaymentMethodName => ({
  type: 'card',
  brand,
  last4: lastFour,
});
