'use client';
import { removePaymentMethod } from '@billfold/contract';
import { useMutation } from '@tanstack/react-query';
import { isBillfoldError } from '../BillfoldError.js';
import { mutationDefaults } from '../mutationDefaults.js';
import { refreshBilling } from '../subscriptions/saveSubscription.js';
import { useBillfold } from '../useBillfold.js';
import { useIntents } from '../useIntents.js';
import { dropPaymentMethod } from './savePaymentMethod.js';

/**
 * Takes a payment method (`pm_…`) off file. `removing` is the one that is being removed. One that is needed stays: the
 * error is `payment_method_in_use`, and `removalBlockedBy` in the list, which is asked for again, says what needs it.
 */
export function useRemovePaymentMethod() {
  const { client, queryClient } = useBillfold();
  const inTurn = useIntents();
  const mutation = useMutation(
    {
      ...mutationDefaults,
      mutationFn: (paymentMethod: string) =>
        inTurn(paymentMethod, async (idempotencyKey) => {
          try {
            return await client.call(removePaymentMethod, { paymentMethod }, { idempotencyKey });
          } catch (error) {
            // Somebody was faster, and it is as it was to be.
            if (isBillfoldError(error) && error.code === 'not_found') return null;
            throw error;
          }
        }),
      onSuccess: (_, paymentMethod) => dropPaymentMethod(queryClient, client, paymentMethod),
      onError: () => refreshBilling(queryClient, client),
    },
    queryClient,
  );
  return {
    ...mutation,
    removing: mutation.isPending ? mutation.variables : null,
    remove: mutation.mutate,
  };
}
