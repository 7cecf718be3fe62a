import type Stripe from 'stripe';
import type { State } from '../State.js';
import { change } from './changed.js';

/** Moves a customer's balance; what is below zero is credit. */
export function moveBalance(
  state: State,
  customer: Stripe.Customer,
  amount: number,
  why: {
    type: Stripe.CustomerBalanceTransaction.Type;
    invoice: string | null;
    description: string | null;
    currency: string;
  },
  now: number,
): Stripe.CustomerBalanceTransaction {
  change(state, customer, 'customer.updated', () => {
    customer.balance += amount;
  });
  const transaction: Stripe.CustomerBalanceTransaction = {
    id: state.newId('cbtxn'),
    object: 'customer_balance_transaction',
    amount,
    checkout_session: null,
    created: now,
    credit_note: null,
    currency: why.currency,
    customer: customer.id,
    customer_account: null,
    description: why.description,
    ending_balance: customer.balance,
    invoice: why.invoice,
    livemode: false,
    metadata: {},
    type: why.type,
  };
  state.balanceTransactions.set(transaction.id, transaction);
  return transaction;
}
