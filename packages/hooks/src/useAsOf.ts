'use client';
import { useSyncExternalStore } from 'react';
import { useBillfold } from './useBillfold.js';

/**
 * As of when what is shown is (ISO 8601), while billing can not be reached and the portal answers from what it knows; null: it is as
 * it is now.
 */
export function useAsOf(): string | null {
  const { subscribe, asOf } = useBillfold().client.freshness;
  return useSyncExternalStore(subscribe, asOf, () => null);
}
