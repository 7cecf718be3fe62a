'use client';
import { setDefaultPaymentMethod, type InputOf } from '@billfold/contract';
import { useMutation } from '@tanstack/react-query';
import { mutationDefaults } from '../mutationDefaults.js';
import { refreshBilling } from '../subscriptions/saveSubscription.js';
import { useBillfold } from '../useBillfold.js';
import { useIntents } from '../useIntents.js';
import { savePaymentMethod } from './savePaymentMethod.js';

/** Which one (`pm_…`), and what is charged to it from now on: all subscriptions unless some are named. */
export type DefaultPaymentMethodInput = InputOf<typeof setDefaultPaymentMethod>;

/**
 * Makes a payment method the default, for subscriptions too; nothing is charged by it. `moved` are the subscriptions that
 * are charged to it and were not before; `settingDefault` (`pm_…`) is the one that is being made the default.
 */
export function useSetDefaultPaymentMethod() {
  const { client, queryClient } = useBillfold();
  const inTurn = useIntents();
  const mutation = useMutation(
    {
      ...mutationDefaults,
      mutationFn: (input: DefaultPaymentMethodInput) =>
        inTurn(input, (idempotencyKey) => client.call(setDefaultPaymentMethod, input, { idempotencyKey })),
      onSuccess: ({ paymentMethod }) => savePaymentMethod(queryClient, client, paymentMethod),
      // Changed elsewhere, or done without our hearing of it: either way, look.
      onError: () => refreshBilling(queryClient, client),
    },
    queryClient,
  );
  return {
    ...mutation,
    /** Null as long as nothing was moved; empty where nothing had to be. */
    moved: mutation.data?.moved ?? null,
    settingDefault: mutation.isPending ? mutation.variables.paymentMethod : null,
    setDefault: mutation.mutate,
  };
}
