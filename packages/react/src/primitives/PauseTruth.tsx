import type { Subscription } from '@billfold/contract';
import { Amount } from '../format/Amount.js';
import { Day } from '../format/Day.js';
import type { pauseTerms } from '../words/english/pauseTerms.js';

/** What a pause means: until when the plan stays, what rests, and when it goes on by itself and is charged. */
export function PauseTruth({ subscription, resumesAt, words: say }: PauseTruthProps) {
  const { product, price, amount, currentPeriod, discounts } = subscription;
  const perPeriod = say.price(<Amount money={amount} />, price.interval, price.intervalCount);
  const taxed = price.taxBehavior === 'inclusive' ? say.taxIncluded(perPeriod) : say.plusTax(perPeriod);
  const cost = discounts.length > 0 ? say.beforeDiscounts(taxed) : taxed;
  return (
    <div className="bf-PauseTruth">
      <p>{say.keepsUntil(product.name, <Day at={currentPeriod.endAt} />)}</p>
      <p>{say.freezes}</p>
      <p>
        {resumesAt ? say.restarts(<Day at={resumesAt} />, cost) : say.restartsThen(cost)} {say.endsEarly}
      </p>
    </div>
  );
}

interface PauseTruthProps {
  subscription: Subscription;
  /** When it is over; null where that is still to be chosen. */
  resumesAt: string | null;
  words: typeof pauseTerms;
}
