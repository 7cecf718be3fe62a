import type { PaymentFields, PaymentFieldsProps } from '@billfold/react';
import { stripeFields } from '@billfold/react/stripe';
import { useEffect, useState } from 'react';

/** Fields of a script that is fetched when they are drawn, or when the bank asks. */
export function fetchedFields(provider: string, load: () => Promise<PaymentFields>): PaymentFields {
  function FetchedFields(props: PaymentFieldsProps) {
    const [fields, setFields] = useState<PaymentFields | null>(null);
    const { onState } = props;

    useEffect(() => {
      let isGone = false;
      load().then(
        (loaded) => !isGone && setFields(loaded),
        () => !isGone && onState({ status: 'failed', reason: 'blocked' }),
      );
      return () => {
        isGone = true;
      };
    }, [onState]);
    return fields && <fields.Fields {...props} />;
  }
  return {
    provider,
    Fields: FetchedFields,
    authenticate: async (step) => (await load()).authenticate(step),
  };
}

/**
 * The fields of every provider that a portal can have behind it, of which the session names one. A page that is only looked
 * at loads none: Stripe's fetch what they need by themselves, and the sandbox's are in the script of test mode.
 */
export const paymentFields: readonly PaymentFields[] = [
  fetchedFields('sandbox', async () => (await import('@billfold/react/sandbox')).sandboxFields),
  stripeFields,
];
