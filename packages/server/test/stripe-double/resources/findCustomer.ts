import type Stripe from 'stripe';
import type { State } from '../State.js';
import { noSuch } from '../StripeFault.js';

/** A customer who is there. @param param what names them, where it is not the path. */
export function findCustomer(state: State, id: string, param?: string): Stripe.Customer {
  const customer = state.customers.get(id);
  if (!customer) throw noSuch('customer', id, param);
  return customer;
}
