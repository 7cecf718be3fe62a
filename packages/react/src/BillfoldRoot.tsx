'use client';
import { BillfoldRoot as DataRoot, useAsOf, type BillfoldRootProps as DataRootProps } from '@billfold/hooks';
import { useMemo, useState, type ReactNode } from 'react';
import { BillfoldDisplay, type BillfoldDisplayProps } from './BillfoldDisplay.js';
import type { Display } from './display.js';
import { authenticateWith } from './payment-fields/authenticateWith.js';
import type { PaymentFields } from './payment-fields/PaymentFields.js';
import { SetupReturn } from './payment-fields/SetupReturn.js';
import { PaymentFieldsContext } from './payment-fields/usePaymentFields.js';

/**
 * Connects all components below to one customer's billing, and says how they are shown. Put it around the part of the
 * page that shows billing; it renders no element of its own and touches nothing outside.
 */
export function BillfoldRoot({
  children,
  words,
  colorScheme,
  paymentFields,
  ...data
}: BillfoldRootProps): ReactNode {
  const { authenticate, locale = 'en', timeZone } = data;
  const all = useListOf(paymentFields);
  const byFields = useMemo(() => (all.length > 0 ? authenticateWith(all, locale) : undefined), [all, locale]);
  return (
    <DataRoot {...data} authenticate={authenticate ?? byFields}>
      {all.length > 0 ? <SetupReturn /> : null}
      <PaymentFieldsContext.Provider value={all}>
        <Aged locale={data.locale} timeZone={timeZone} words={words} colorScheme={colorScheme}>
          {children}
        </Aged>
      </PaymentFieldsContext.Provider>
    </DataRoot>
  );
}

/** Says with all else how old the data is. */
function Aged(display: BillfoldDisplayProps): ReactNode {
  return <BillfoldDisplay {...display} asOf={useAsOf()} />;
}

/** The same list for as long as it holds the same: a host writes `[…]` anew with every render. */
function useListOf(given: BillfoldRootProps['paymentFields'] = []): readonly PaymentFields[] {
  const list = 'provider' in given ? [given] : given;
  const [kept, keep] = useState(list);
  const isSame = kept.length === list.length && kept.every((fields, index) => fields === list[index]);
  if (!isSame) keep(list);
  return isSame ? kept : list;
}

export interface BillfoldRootProps extends DataRootProps, Partial<Pick<Display, 'words' | 'colorScheme'>> {
  /**
   * The fields that payment methods are entered in: those of the provider that bills, or several of which the session
   * takes one. They bring the bank's step along, where `authenticate` is not given.
   */
  paymentFields?: PaymentFields | readonly PaymentFields[];
}
