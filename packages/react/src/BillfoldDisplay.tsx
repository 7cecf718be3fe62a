'use client';
import { useMemo, type ReactNode } from 'react';
import { DisplayContext, useDisplay, type Display } from './display.js';

/**
 * Says how everything below is shown: locale, time zone, colours, words. `BillfoldRoot` does this too; use this one to
 * show views with data of your own, without a root. What is not given stays as it is above.
 */
export function BillfoldDisplay({ children, ...own }: BillfoldDisplayProps): ReactNode {
  const above = useDisplay();
  const {
    locale = above.locale,
    timeZone = above.timeZone,
    colorScheme = above.colorScheme,
    words = above.words,
    asOf = above.asOf,
  } = own;
  const display = useMemo(
    () => ({ locale, timeZone, colorScheme, words, asOf }),
    [locale, timeZone, colorScheme, words, asOf],
  );
  return <DisplayContext.Provider value={display}>{children}</DisplayContext.Provider>;
}

export interface BillfoldDisplayProps extends Partial<Display> {
  children?: ReactNode;
}
