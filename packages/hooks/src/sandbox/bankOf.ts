import { confirmSandboxPayment, type InputOf, type OutputOf } from '@billfold/contract';
import type { Client } from '../client.js';
import { makeKey } from '../useIntentKey.js';

/** What the bank says of a payment. */
export type BankAnswer = InputOf<typeof confirmSandboxPayment>['outcome'];

/**
 * Speaks in the place of the bank of one payment. What it returns tells the sandbox the bank's answer, and what became of
 * the payment; told once more, because nobody knows whether it arrived, it is the same answer.
 *
 * @throws BillfoldError as every call does; definite when the payment was settled or has run out meanwhile.
 */
export function bankOf(client: Client, clientSecret: string) {
  const keys: Record<BankAnswer, string> = { authenticated: makeKey(), refused: makeKey() };
  return (outcome: BankAnswer, signal?: AbortSignal): Promise<OutputOf<typeof confirmSandboxPayment>> =>
    client.call(confirmSandboxPayment, { clientSecret, outcome }, { idempotencyKey: keys[outcome], signal });
}
