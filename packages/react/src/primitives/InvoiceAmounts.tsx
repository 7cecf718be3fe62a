'use client';
import type { InvoiceLine, InvoiceTax, Money } from '@billfold/contract';
import type { ReactNode } from 'react';
import { useDisplay } from '../display.js';
import { Amount } from '../format/Amount.js';
import { formatPercent } from '../format/percent.js';
import type { Words } from '../words/Words.js';

/** How an amount comes about: lines, discount, taxes, credit, and what is left. Nothing is added up here: see the server. */
export function InvoiceAmounts({
  lines,
  taxes,
  discount,
  discountNames = '',
  balanceApplied,
  creditAdded,
  total,
  totalLabel,
  words,
}: InvoiceAmountsProps) {
  return (
    <dl className="bf-InvoiceAmounts">
      {lines.map(({ id, description, amount }) => (
        <Row key={id} label={description} money={amount} />
      ))}
      {discount.amount === 0 ? null : (
        <Row label={words.discount(discountNames)} money={takenOff(discount)} />
      )}
      {taxes.map((tax) => (
        <TaxRow key={`${tax.name} ${tax.country} ${tax.percent}`} tax={tax} words={words} />
      ))}
      {balanceApplied.amount === 0 ? null : <Row label={words.creditUsed} money={takenOff(balanceApplied)} />}
      {!creditAdded || creditAdded.amount === 0 ? null : (
        <Row label={words.creditAdded} money={creditAdded} />
      )}
      <Row label={totalLabel} money={total} isTotal />
    </dl>
  );
}

function TaxRow({ tax, words }: { tax: InvoiceTax; words: Words['invoiceAmounts'] }) {
  const { locale } = useDisplay();
  const name = words.tax(tax.name, formatPercent(tax.percent, locale), tax.country);
  if (tax.reverseCharge) return <Row label={name} text={words.reverseCharge} />;
  return <Row label={tax.inclusive ? words.taxIncluded(name) : name} money={tax.amount} />;
}

function Row({ label, money, text, isTotal }: RowProps) {
  return (
    <div data-total={isTotal}>
      <dt>{label}</dt>
      <dd>{money ? <Amount money={money} /> : text}</dd>
    </div>
  );
}

/** Says by its sign that an amount is taken off. Nothing is computed. */
const takenOff = (money: Money): Money => ({ ...money, amount: -money.amount });

interface RowProps {
  label: ReactNode;
  money?: Money;
  /** What stands there where it is no amount. */
  text?: string;
  isTotal?: boolean;
}

interface InvoiceAmountsProps {
  lines: readonly InvoiceLine[];
  taxes: readonly InvoiceTax[];
  discount: Money;
  /** Whose discount it is. */
  discountNames?: string;
  balanceApplied: Money;
  creditAdded?: Money;
  total: Money;
  totalLabel: ReactNode;
  words: Words['invoiceAmounts'];
}
