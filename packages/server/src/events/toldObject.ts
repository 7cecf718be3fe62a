import type { EventType } from '@billfold/contract';

/** What is kept, of customers of a provider elsewhere, as the merchant was told of it last. */
export type ToldObject = 'subscription' | 'invoice' | 'payment_method' | 'tax_id';

/** What an event tells of; null: nothing that a provider keeps. */
export function toldObject(type: string): ToldObject | null {
  return objects.find(([prefix]) => type.startsWith(prefix))?.[1] ?? null;
}

const objects: readonly (readonly [prefix: string, ToldObject])[] = [
  ['customer.subscription.', 'subscription'],
  ['customer.tax_id.', 'tax_id'],
  ['invoice.', 'invoice'],
  ['payment_method.', 'payment_method'],
];

/** Whether an event tells of what a provider keeps: also of who the customer is, of which the portal has a row of its own. */
export const isProvided = (type: string) => toldObject(type) !== null || type === 'customer.updated';

/** Whether what an event tells of is no more. A subscription that has ended is still there to be read. */
export const isGone = (type: EventType) =>
  type === 'payment_method.detached' || type === 'customer.tax_id.deleted';
