'use client';
import type { UpcomingInvoice } from '@billfold/contract';
import { useSubscriptions, useUpcomingInvoice } from '@billfold/hooks';
import { useEffect, useRef } from 'react';

/** Looks at the next invoice before and after details are saved, and tells when they have changed what is charged. */
export function NextInvoiceWatch({ isSaved, onChanged }: NextInvoiceWatchProps) {
  const { subscriptions = [] } = useSubscriptions();
  const [next] = subscriptions
    .filter(({ renewsAt }) => renewsAt !== null)
    .sort((a, b) => a.renewsAt!.localeCompare(b.renewsAt!));
  const { upcomingInvoice } = useUpcomingInvoice(next?.id ?? null);
  const before = useRef<UpcomingInvoice | null>(null);

  useEffect(() => {
    if (!upcomingInvoice) return;
    before.current ??= upcomingInvoice;
    if (isSaved && !isSameCharge(before.current, upcomingInvoice)) onChanged(upcomingInvoice);
  }, [isSaved, upcomingInvoice, onChanged]);
  return null;
}

const isSameCharge = (a: UpcomingInvoice, b: UpcomingInvoice) =>
  a.total.amount === b.total.amount && a.tax.amount === b.tax.amount && isReverse(a) === isReverse(b);

const isReverse = ({ taxes }: UpcomingInvoice) => taxes.some(({ reverseCharge }) => reverseCharge);

interface NextInvoiceWatchProps {
  /** False while the form is open. */
  isSaved: boolean;
  /** Called with the next invoice as it is now. */
  onChanged: (invoice: UpcomingInvoice) => void;
}
