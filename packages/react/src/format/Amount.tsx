'use client';
import type { Money } from '@billfold/contract';
import { useDisplay } from '../display.js';
import { formatMoney } from './money.js';

/** An amount of money in the locale of the root, in figures of one width and in a direction of its own. */
export function Amount({ money }: { money: Money }) {
  const { locale } = useDisplay();
  return <bdi className="bf-Amount">{formatMoney(money, locale)}</bdi>;
}
