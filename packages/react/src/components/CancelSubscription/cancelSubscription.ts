import type { CancellationReason } from '@billfold/contract';

/** Why somebody cancels, as far as they want to say it. */
export interface Why {
  feedback?: CancellationReason;
  comment?: string;
}

/** How much is asked of somebody who cancels: see `cancellationFlows` of the contract. */
export type CancelMode = 'single' | 'guided' | 'strict';

/** What is under way. */
export type CancelProgress = 'idle' | 'canceling' | 'keeping' | 'accepting' | 'pausing';

/** What did not work: whatever was under way. */
export type CancelAttempt = Exclude<CancelProgress, 'idle'>;

/** What was done last in this visit. */
export type CancelOutcome = 'canceled' | 'kept' | 'accepted' | 'paused';

/** A pause that may be had instead. */
export interface PauseOption {
  months: number;
  resumesAt: string;
}
