'use client';
import type { Coupon } from '@billfold/contract';
import { useDisplay } from '../display.js';
import type { Words } from '../words/Words.js';
import { Amount } from './Amount.js';
import { formatPercent } from './percent.js';

/** How much a coupon takes off: `20% off`, `$5.00 off`. */
export function Off({ coupon, words }: { coupon: Coupon; words: Words['discounts'] }) {
  const { locale } = useDisplay();
  const { amountOff, percentOff } = coupon;
  return words.off(amountOff ? <Amount money={amountOff} /> : formatPercent(percentOff ?? '0', locale));
}
