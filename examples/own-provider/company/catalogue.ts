import type { BookedAgreement } from './Books.js';
import { Refused } from './Books.js';
import type { Product } from './wire.js';

/** What the company sells. */
export const catalogue: Product[] = [
  {
    id: 'basic',
    name: 'Basic',
    about: 'For one',
    prices: [
      { id: 'basic-month', amount: '9.00', per: 'month', each: 'agreement' },
      { id: 'basic-year', amount: '90.00', per: 'year', each: 'agreement' },
    ],
  },
  {
    id: 'pro',
    name: 'Pro',
    about: 'For one who needs more',
    prices: [
      { id: 'pro-month', amount: '29.00', per: 'month', each: 'agreement' },
      { id: 'pro-year', amount: '290.00', per: 'year', each: 'agreement' },
    ],
  },
  {
    id: 'team',
    name: 'Team',
    about: 'For several, by the seat',
    prices: [{ id: 'team-month', amount: '12.00', per: 'month', each: 'seat' }],
  },
];

export function findPrice(id: string) {
  for (const product of catalogue) {
    const price = product.prices.find((price) => price.id === id);
    if (price) return { product, ...price, cents: Math.round(Number(price.amount) * 100) };
  }
  throw new Refused(422, 'unknown');
}

/** What a whole period costs. */
export function costOf({ price, seats }: Pick<BookedAgreement, 'price' | 'seats'>): number {
  const { cents, each } = findPrice(price);
  return each === 'seat' ? cents * seats : cents;
}

export const monthsOf = (price: string) => (findPrice(price).per === 'year' ? 12 : 1);

/** The same day some months later, or the last one of a month that has no such day. */
export function monthsLater(instant: number, months: number): number {
  const date = new Date(instant);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months + 1, 0);
  date.setUTCDate(Math.min(day, date.getUTCDate()));
  return date.getTime();
}
