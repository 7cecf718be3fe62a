'use client';
import type { Subscription } from '@billfold/contract';
import { useQuery } from '@tanstack/react-query';
import { useBillfold } from '../useBillfold.js';
import { cancellationPreviewQuery } from './cancellationPreviewQuery.js';

/** When a cancellation is worth a preview. */
export interface CancellationPreviewOptions {
  /** Whether to ask at all: false as long as nobody has opened the dialog. Default: true. */
  enabled?: boolean;
}

/**
 * What canceling would do: until when the customer keeps everything, what is given back, what stays owed, what is
 * offered instead. Nothing is asked for where there is nothing left to cancel.
 */
export function useCancellationPreview(
  subscription: Subscription | undefined,
  { enabled = true }: CancellationPreviewOptions = {},
) {
  const { client, queryClient } = useBillfold();
  const query = useQuery(
    {
      ...cancellationPreviewQuery(client, subscription ?? NONE),
      enabled: enabled && subscription !== undefined && canBeCanceled(subscription),
    },
    queryClient,
  );
  return { ...query, preview: query.data };
}

/** Stands for the subscription that has not arrived, for which nothing is asked. */
const NONE = { id: '', version: 0 };

/** Whether there is an end left to decide on. */
function canBeCanceled({ status, cancelAt }: Subscription): boolean {
  return status !== 'canceled' && cancelAt === null;
}
