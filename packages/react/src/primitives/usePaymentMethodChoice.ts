'use client';
import type { PaymentMethod } from '@billfold/contract';
import { usePaymentMethods, useSession } from '@billfold/hooks';
import { useMemo, useState } from 'react';
import type { PaymentMethodChoice } from './PayWith.js';

/**
 * What an invoice can be charged to, where the portal shows that and the session may see it: at first what its
 * subscription (`sub_…`) is charged to, else the default.
 */
export function usePaymentMethodChoice(subscription: string | null, isNeeded = true): PaymentMethodChoice {
  const { session } = useSession();
  const maySee =
    session?.features.paymentMethodUpdate.enabled === true &&
    session.capabilities.includes('payment_methods:read');
  const { paymentMethods = NONE, refetch } = usePaymentMethods({ enabled: isNeeded && maySee });
  const [wanted, setWanted] = useState<string | null>(null);

  const known = maySee ? paymentMethods : NONE;
  const usual =
    known.find(({ usedBy }) => usedBy.some(({ id }) => id === subscription)) ??
    known.find(({ isDefault }) => isDefault);
  // One that was chosen and removed since is charged no more.
  const chosen = (known.find(({ id }) => id === wanted) ?? usual ?? known[0])?.id ?? null;
  return useMemo(
    () => ({
      paymentMethods: known,
      chosen,
      onChoose: setWanted,
      onAdded: (added) => {
        setWanted(added);
        // What a form of the host has put on file is seen only when it is asked for again.
        if (added === null && maySee) void refetch();
      },
    }),
    [known, chosen, maySee, refetch],
  );
}

const NONE: readonly PaymentMethod[] = [];
