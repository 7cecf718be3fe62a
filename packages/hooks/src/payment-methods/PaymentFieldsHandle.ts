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
   * Asked once more for an intent that is confirmed already, because nobody heard of it, it is `confirmed` again.
   *
   * @throws {BillfoldError} where nobody knows what became of it.
   */
  confirm(step: AuthenticationStep): Promise<FieldsConfirmation>;
  /** Puts the cursor where the entering begins, or where something is wrong. */
  focus(): void;
}

/**
 * What the page saw of a confirmation; whether it is true is asked of the portal. `refused`: the provider or the bank
 * said no, and why, where it said. `abandoned`: the customer went away from it, or nobody waits any more.
 */
export type FieldsConfirmation =
  { status: 'confirmed' } | { status: 'refused'; failure: PaymentFailure | null } | { status: 'abandoned' };
