'use client';
import { useEffect, useRef, useState } from 'react';
import type { SectionState } from '../../primitives/sectionState.js';
import type { InvoiceListWords } from './invoiceListWords.js';

/** What the section says aloud: what it is waiting for, and how many rows were added to those that were there. */
export function useAnnouncement(
  state: SectionState,
  shown: number,
  { invoiceList, section }: InvoiceListWords,
): string {
  const [added, setAdded] = useState(0);
  const before = useRef(shown);
  useEffect(() => {
    setAdded(before.current > 0 ? shown - before.current : 0);
    before.current = shown;
  }, [shown]);

  if (state === 'loading') return invoiceList.loading;
  if (state === 'refreshing') return section.refreshing;
  return added > 0 ? invoiceList.moreShown(added, shown) : '';
}
