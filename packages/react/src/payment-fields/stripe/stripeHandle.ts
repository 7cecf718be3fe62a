import { BillfoldError, type FieldsConfirmation, type PaymentFieldsHandle } from '@billfold/hooks';
import type { Stripe, StripeElements, StripeError } from '@stripe/stripe-js';
import { confirmationOf } from './confirmationOf.js';

/** What a form does with Stripe's fields. */
export function stripeHandle(stripe: Stripe, elements: StripeElements): PaymentFieldsHandle {
  return {
    async validate() {
      const { error } = await elements.submit();
      if (error && error.type !== 'validation_error') throw broken(error);
      return !error;
    },

    async confirm({ clientSecret, returnUrl, signal }): Promise<FieldsConfirmation> {
      // Stripe wants it before every confirmation; what has not changed since is collected once.
      const { error } = await elements.submit();
      if (error) return { status: error.type === 'validation_error' ? 'invalid' : 'unknown' };
      if (signal.aborted) return { status: 'abandoned' };
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

    focus: () => elements.getElement('payment')?.focus(),
  };
}

/** Nothing was sent anywhere that could have any effect. */
const broken = ({ type, message = '' }: StripeError) =>
  new BillfoldError(
    type === 'api_connection_error' ? 'network' : 'provider_unavailable',
    `Stripe: ${message}`,
  );
