'use client';
import { useEffect, useRef, useState } from 'react';
import type { SectionState } from '../../primitives/sectionState.js';
import { filterValue, type InvoiceFilter } from './invoiceFilter.js';
import type { InvoiceListWords } from './invoiceListWords.js';

/** What the section says aloud: what it is waiting for, how many rows were added, or how many another choice has. */
export function useAnnouncement({ state, shown, filter, hasMore, words }: Facts): string {
  const { invoiceList, section } = words;
  const choice = filterValue(filter ?? {});
  const before = useRef({ shown, choice });
  const [news, setNews] = useState<'none' | 'choice' | number>('none');

  useEffect(() => {
    if (state !== 'ready' && state !== 'empty') return setNews('none');
    const was = before.current;
    before.current = { shown, choice };
    const added = was.shown > 0 ? shown - was.shown : 0;
    // The rows of another choice were not added to those of the one before.
    setNews(choice !== was.choice ? 'choice' : added > 0 ? added : 'none');
  }, [state, shown, choice]);

  if (state === 'loading') return invoiceList.loading;
  if (state === 'refreshing') return section.refreshing;
  if (news === 'none') return '';
  if (news !== 'choice') return invoiceList.moreShown(news, shown);
  return shown > 0 ? invoiceList.shown(shown, !hasMore) : invoiceList.noMatch;
}

interface Facts {
  state: SectionState;
  /** How many rows are shown. */
  shown: number;
  filter: InvoiceFilter | undefined;
  hasMore: boolean;
  words: InvoiceListWords;
}
