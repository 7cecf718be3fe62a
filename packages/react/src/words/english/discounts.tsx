import type { ReactNode } from 'react';
import { plural } from '../plural.js';

/** How a discount is told: how much, and for how long. */
export const discounts = {
  off: (share: ReactNode): ReactNode => <>{share} off</>,
  once: (off: ReactNode): ReactNode => <>{off} your next invoice</>,
  repeating: (off: ReactNode, months: number): ReactNode => (
    <>
      {off} for {plural('en', months, { one: '# month', other: '# months' })}
    </>
  ),
  forever: (off: ReactNode): ReactNode => <>{off} every invoice</>,
  until: (off: ReactNode, date: ReactNode): ReactNode => (
    <>
      {off} until {date}
    </>
  ),
  byCode: (discount: ReactNode, code: string): ReactNode => (
    <>
      {discount} ({code})
    </>
  ),
};
