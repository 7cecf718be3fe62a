import { confirmSandboxPayment, type InputOf, type OutputOf } from '@billfold/contract';
import type { Client } from '../client.js';

/** What the bank says of a payment. */
export type BankAnswer = InputOf<typeof confirmSandboxPayment>['outcome'];

/**
 * Says in the place of a bank whether a payment is confirmed.
 *
 * @param payment.idempotencyKey one for each answer of the bank, kept over retries
 * @throws BillfoldError as every call does; `not_found` when the payment has been settled or has run out meanwhile.
 */
export function confirmPaymentAsBank(
  client: Client,
  payment: { clientSecret: string; outcome: BankAnswer; idempotencyKey: string; signal?: AbortSignal },
): Promise<OutputOf<typeof confirmSandboxPayment>> {
  const { clientSecret, outcome, idempotencyKey, signal } = payment;
  return client.call(confirmSandboxPayment, { clientSecret, outcome }, { idempotencyKey, signal });
}
