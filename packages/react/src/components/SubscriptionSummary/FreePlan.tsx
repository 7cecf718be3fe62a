import type { Subscription } from '@billfold/contract';
import { Day } from '../../format/Day.js';
import type { Words } from '../../words/Words.js';

/** For a customer who pays for nothing: so it is named, and what there was before, if anything. */
export function FreePlan({ ended, words: { subscriptionSummary: say, noSubscription } }: FreePlanProps) {
  const endedAt = ended?.endedAt ?? ended?.canceledAt;
  return (
    <div className="bf-SubscriptionSummary-item" data-state="free">
      <p className="bf-SubscriptionSummary-name">{say.free}</p>
      <p className="bf-muted">{say.freeAdvice}</p>
      {ended && endedAt ? (
        <>
          <p className="bf-muted">{say.ended(ended.product.name, <Day at={endedAt} />)}</p>
          <p className="bf-muted">{noSubscription.pastInvoices}</p>
        </>
      ) : null}
    </div>
  );
}

interface FreePlanProps {
  /** What was paid for before. */
  ended: Subscription | undefined;
  words: Pick<Words, 'subscriptionSummary' | 'noSubscription'>;
}
