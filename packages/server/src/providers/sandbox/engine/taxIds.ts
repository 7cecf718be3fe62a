import type { TaxId, TaxIdEntry } from '@billfold/contract';
import type { Millis } from './periods.js';

type Verification = TaxId['verification'];

/** A tax id of a customer, and what its register is going to say. */
export interface TaxIdState extends TaxIdEntry {
  id: string;
  /** What the register says at `settlesAt`. Until then it was asked and has not answered. */
  verdict: Verification;
  settlesAt: Millis;
  createdAt: Millis;
}

/** How long a register thinks. */
export const VERIFICATION_TIME = 60_000;

/** What is known of a tax id at an instant. It follows from time, so that nothing has to happen for it. */
export function verificationAt({ verdict, settlesAt }: TaxIdState, at: Millis): Verification {
  return at < settlesAt ? 'pending' : verdict;
}
