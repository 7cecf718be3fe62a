import { TaxIdType, taxIdVerifications, type TaxId } from '@billfold/contract';
import * as v from 'valibot';
import type Stripe from 'stripe';
import { toInstant } from './toInstant.js';

/** A tax id as the contract writes it; null for one of a kind that this version has no name for: it stays on invoices. */
export function toTaxId({ id, type, value, verification, created }: Stripe.TaxId): TaxId | null {
  if (!isKnown(type)) return null;
  const status = taxIdVerifications.find((known) => known === verification?.status);
  // What nobody checks is told like what could not be checked: it counts all the same.
  return { id, type, value, verification: status ?? 'unavailable', createdAt: toInstant(created) };
}

const isKnown = (type: string): type is TaxIdType => v.is(TaxIdType, type);
