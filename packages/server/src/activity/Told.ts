import type { ActivityEntry, Principal } from '@billfold/contract';

/** Something of the audit log that a customer may be told of. */
export interface Told {
  action: string;
  by: Principal;
  /** What it changed; null in what servers of older versions wrote. Of which version the fields are is not known either. */
  before: object | null;
  after: object | null;
  /** The resource as it was right after, from the event that told the merchant; null where there was none. */
  object: object | null;
}

/** What is told of it, besides who did it and when. */
export type Line = Pick<ActivityEntry, 'type' | 'subject' | 'before' | 'after' | 'amount' | 'effectiveAt'>;

/** A line with what is known. */
export function line(type: Line['type'], known: Partial<Omit<Line, 'type'>> = {}): Line {
  return { type, subject: null, before: null, after: null, amount: null, effectiveAt: null, ...known };
}
