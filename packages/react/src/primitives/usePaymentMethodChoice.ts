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
  const list = usePaymentMethods({ enabled: isNeeded && maySee });
  const { paymentMethods = NONE, refetch } = list;
  const [wanted, setWanted] = useState<string | null>(null);
  // What is going to be charged is on the screen before it is. Where that can not be had, it is what billing takes itself.
  const [isAsking, setAsking] = useState(false);
  const isUnheard = isNeeded && maySee && !list.paymentMethods;
  const isUnknown = isUnheard && list.failureCount > 0;
  const isPending = isAsking || (isNeeded && !session) || (isUnheard && !isUnknown);
  const isMissing = maySee && list.paymentMethods?.length === 0;

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
      isPending,
      isUnknown,
      isMissing,
      onChoose: setWanted,
      onAdded: (added) => {
        setWanted(added);
        // What a form of the host has put on file is seen only when it is asked for again.
        if (added !== null || !maySee) return;
        setAsking(true);
        void refetch().finally(() => setAsking(false));
      },
    }),
    [known, chosen, isPending, isUnknown, isMissing, maySee, refetch],
  );
}

const NONE: readonly PaymentMethod[] = [];
