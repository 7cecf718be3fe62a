import { BillfoldError, type FieldsConfirmation, type PaymentFieldsHandle } from '@billfold/hooks';
import type { Stripe, StripeElements, StripeError } from '@stripe/stripe-js';
import { confirmationOf } from './confirmationOf.js';

/** What a form does with Stripe's fields. */
export interface StripeHandle extends PaymentFieldsHandle {
  /** Something else is entered, or asked for, than was collected. */
  change(): void;
}

/** A form's hold on Stripe's fields. */
export function stripeHandle(stripe: Stripe, elements: StripeElements): StripeHandle {
  let changes = 0;
  let collected: number | null = null;

  /** Once for one confirmation of the same entry: it opens the sheet of a wallet, which a press allows once. */
  async function collect(): Promise<StripeError | undefined> {
    if (collected === changes) return undefined;
    const asked = changes;
    const { error } = await elements.submit();
    if (!error) collected = asked;
    return error;
  }

  return {
    async validate() {
      const error = await collect();
      if (error && error.type !== 'validation_error') throw broken(error);
      return !error;
    },

    async confirm({ clientSecret, returnUrl, signal }): Promise<FieldsConfirmation> {
      const error = await collect();
      if (error) return { status: error.type === 'validation_error' ? 'invalid' : 'unknown' };
      if (signal.aborted) return { status: 'abandoned' };
      // Stripe wants it before every confirmation.
      collected = null;
      const left = new Promise<FieldsConfirmation>((resolve) => {
        signal.addEventListener('abort', () => resolve({ status: 'abandoned' }), { once: true });
      });
      const confirmed = stripe
        .confirmSetup({
          elements,
          clientSecret,
          confirmParams: { return_url: returnUrl },
          redirect: 'if_required',
        })
        .then(confirmationOf);
      return Promise.race([confirmed, left]);
    },

    change() {
      changes += 1;
    },

    focus: () => elements.getElement('payment')?.focus(),
  };
}

/** Nothing was sent anywhere that could have any effect. */
const broken = ({ type, message = '' }: StripeError) =>
  new BillfoldError(
    type === 'api_connection_error' ? 'network' : 'provider_unavailable',
    `Stripe: ${message}`,
  );
