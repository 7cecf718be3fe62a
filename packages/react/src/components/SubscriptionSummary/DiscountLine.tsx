import type { Discount } from '@billfold/contract';
import { Day } from '../../format/Day.js';
import { Off } from '../../format/Off.js';
import type { Words } from '../../words/Words.js';

/** What is taken off the invoices, for how long, and by which code it was had. */
export function DiscountLine({ discount, words: say }: { discount: Discount; words: Words['discounts'] }) {
  const { coupon, promotionCode, endsAt } = discount;
  const off = <Off coupon={coupon} words={say} />;
  const told =
    coupon.duration === 'once'
      ? say.once(off)
      : endsAt
        ? say.until(off, <Day at={endsAt} />)
        : say.forever(off);
  return <p className="bf-muted">{promotionCode ? say.byCode(told, promotionCode) : told}</p>;
}
