import type { PaymentFailure } from '@billfold/contract';
import type { AuthenticationStep } from '../payments/Authenticate.js';

/**
 * What the fields of a provider, in which a payment method is entered, can be asked to do. What is entered stays with
 * them: no number goes through here. It is what `submit` of `useAddPaymentMethod` takes, whoever has drawn the fields.
 */
export interface PaymentFieldsHandle {
  /** Whether what is entered is complete and well formed. If it is not, the fields show what is wrong themselves. */
  validate(): Promise<boolean>;
  /**
   * Confirms the setup intent of `clientSecret` with what is entered, and lets the customer's bank ask where it wants to.
   * Asked once more with the same secret, it goes on: after a refusal with what is entered by then, after an answer that
   * was lost where it was.
   *
   * @throws {BillfoldError} where the portal itself refused what the fields have asked of it.
   */
  confirm(step: AuthenticationStep): Promise<FieldsConfirmation>;
  /** Puts the cursor where the entering begins, or where something is wrong. */
  focus(): void;
}

/**
 * What the page saw of a confirmation; what is true is asked of the portal. `confirmed`: it was accepted, or the bank is
 * going to say. `refused`: the provider or the bank said no, and why, where it said. `invalid`: the fields show what is
 * wrong in them. `abandoned`: the customer went away from the bank's step, or nobody waits any more. `unknown`: nobody
 * knows whether it arrived.
 */
export type FieldsConfirmation =
  | { status: 'confirmed' | 'invalid' | 'abandoned' | 'unknown' }
  | { status: 'refused'; failure: PaymentFailure | null };
