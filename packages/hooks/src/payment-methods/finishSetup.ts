import { addPaymentMethod, type InputOf, type PaymentMethodResult } from '@billfold/contract';
import type { QueryClient } from '@tanstack/react-query';
import { isBillfoldError, isUnheard } from '../BillfoldError.js';
import type { Client } from '../client.js';
import { lookPauses } from '../payments/lookPauses.js';
import { refreshBilling } from '../subscriptions/saveSubscription.js';
import { savePaymentMethod } from './savePaymentMethod.js';

/** The setup intent (`seti_…`) that was confirmed, and what becomes of it. */
export type PaymentMethodAddition = InputOf<typeof addPaymentMethod>;

/**
 * Puts on file what a setup intent was confirmed with, and shows it. As long as the bank has not said, it is asked again,
 * for half a minute at most; `onDelayed` is told when that begins.
 *
 * @param underKey sends with the idempotency key of this intent of the customer.
 * @throws {BillfoldError} as the call does; a look that fails afterwards is one look less, unless it is a definite no.
 */
export async function finishSetup(
  { queryClient, client }: { queryClient: QueryClient; client: Client },
  addition: PaymentMethodAddition,
  underKey: <Answer>(send: (idempotencyKey: string) => Promise<Answer>) => Promise<Answer>,
  onDelayed: () => void,
): Promise<PaymentMethodResult> {
  const ask = () =>
    underKey((idempotencyKey) => client.call(addPaymentMethod, addition, { idempotencyKey })).catch(
      (error: unknown): PaymentMethodResult => {
        // Most likely it is this very addition that the portal still works on, from an ask before.
        if (isBillfoldError(error) && error.code === 'change_in_progress') return { status: 'pending' };
        throw error;
      },
    );
  try {
    let answer = await ask();
    if (answer.status === 'pending') onDelayed();
    for (const pause of answer.status === 'pending' ? lookPauses : []) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      answer = await ask().catch(stillPending);
      if (answer.status !== 'pending') break;
    }
    if (answer.status === 'succeeded') await savePaymentMethod(queryClient, client, answer.paymentMethod);
    return answer;
  } catch (error) {
    refreshBilling(queryClient, client);
    throw error;
  }
}

/** Nobody answered this look, so what the look before has told still holds. */
function stillPending(error: unknown): { status: 'pending' } {
  if (isUnheard(error)) return { status: 'pending' };
  throw error;
}
