'use client';
import { useEffect, useRef, useState } from 'react';
import type { SectionState } from '../../primitives/sectionState.js';
import { filterValue, type InvoiceFilter } from './invoiceFilter.js';
import type { InvoiceListWords } from './invoiceListWords.js';

/** What the section says aloud: what it is waiting for, how many rows were added, or how many another choice has. */
export function useAnnouncement({ state, shown, filter, hasMore, words }: Facts): string {
  const { invoiceList, section } = words;
  const choice = filterValue(filter ?? {});
  const isKnown = state === 'ready' || state === 'empty';
  const before = useRef<Rows>({ shown, choice });
  const [news, setNews] = useState<News>(null);

  useEffect(() => {
    const was = before.current;
    const now = isKnown ? { shown, choice } : was;
    before.current = now;
    setNews(newsOf(was, now));
  }, [isKnown, shown, choice]);

  if (state === 'loading') return invoiceList.loading;
  if (state === 'refreshing') return section.refreshing;
  if (news === null) return '';
  if (news !== 'choice') return invoiceList.moreShown(news, shown);
  return shown > 0 ? invoiceList.shown(shown, !hasMore) : invoiceList.noMatch;
}

/** Which rows are shown: how many, and by which choice. */
interface Rows {
  shown: number;
  choice: string;
}

/** What changed: the choice, or so many rows were added. */
type News = 'choice' | number | null;

/** The rows of another choice were not added to those of the one before; and the first ones are what was waited for. */
function newsOf(before: Rows, now: Rows): News {
  if (now.choice !== before.choice) return 'choice';
  return before.shown > 0 && now.shown > before.shown ? now.shown - before.shown : null;
}

interface Facts {
  state: SectionState;
  shown: number;
  filter: InvoiceFilter | undefined;
  /** Whether there are more than are shown. */
  hasMore: boolean;
  words: InvoiceListWords;
}
