'use client';
import { BillfoldRoot as DataRoot, type BillfoldRootProps as DataRootProps } from '@billfold/hooks';
import type { ReactNode } from 'react';
import { BillfoldDisplay } from './BillfoldDisplay.js';
import type { Display } from './display.js';

/**
 * Connects all components below to one customer's billing, and says how they are shown. Put it around the part of the
 * page that shows billing; it renders no element of its own and touches nothing outside.
 */
export function BillfoldRoot({ children, words, colorScheme, ...data }: BillfoldRootProps): ReactNode {
  return (
    <DataRoot {...data}>
      <BillfoldDisplay locale={data.locale} timeZone={data.timeZone} words={words} colorScheme={colorScheme}>
        {children}
      </BillfoldDisplay>
    </DataRoot>
  );
}

export interface BillfoldRootProps extends DataRootProps, Partial<Pick<Display, 'words' | 'colorScheme'>> {}
