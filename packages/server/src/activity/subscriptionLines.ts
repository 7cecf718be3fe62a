import type { PaymentMethodName, Price, Subscription } from '@billfold/contract';
import { line, type Line, type Told } from './Told.js';

/** A subscription, or some fields of one, as it was stored by some version of the server. */
type Fields = Partial<Subscription>;

/** What a subscription is called: after its product. */
export function productOf({ object, after, before }: Told): string | null {
  const known: Fields[] = [object, after, before].filter((it) => it !== null);
  return known.find(({ product }) => product !== undefined)?.product?.name ?? null;
}

/** A payment method as `ActivityEntry` names it: `visa 4242`. */
export function methodOf(method: object | null | undefined): string | null {
  const { type, brand, last4 } = (method ?? {}) as Partial<PaymentMethodName>;
  return last4 ? `${brand ?? type} ${last4}` : (brand ?? type ?? null);
}

/**
 * What has become of a subscription, in one line: what somebody has asked for, and not what follows from it. Null: only what
 * follows from something else, which has a line of its own, such as the payment by which nothing is overdue any more.
 */
export function tellOfUpdate(told: Told): Line | null {
  const subject = productOf(told);
  if (!told.before || !told.after) return line('subscription_updated', { subject });
  const was: Fields = told.before;
  const is: Fields = told.after;
  const now: Fields = told.object ?? is;
  if ('cancelAt' in was) {
    return is.cancelAt
      ? line('cancellation_scheduled', { subject, effectiveAt: is.cancelAt })
      : line('cancellation_undone', { subject });
  }
  if (was.price && is.price && was.price.id !== is.price.id) {
    const plans = was.product && is.product && { before: was.product.name, after: is.product.name };
    return line('plan_changed', { subject, ...(plans ?? intervalsOf(was.price, is.price)) });
  }
  if (was.quantity !== undefined && is.quantity !== undefined) {
    return line('quantity_changed', { subject, before: String(was.quantity), after: String(is.quantity) });
  }
  if ('pendingChange' in was) {
    return is.pendingChange
      ? line('change_scheduled', {
          subject,
          effectiveAt: is.pendingChange.effectiveAt,
          ...plannedBy(now, is.pendingChange),
        })
      : line('change_undone', { subject });
  }
  const coupon = addedCoupon(was, is);
  if (coupon !== null) return line('discount_added', { subject: coupon });
  if ('paymentMethod' in was) {
    const [before, after] = [methodOf(was.paymentMethod), methodOf(is.paymentMethod)];
    return line('subscription_updated', { subject, before, after });
  }
  return was.status === 'trialing' ? line('subscription_updated', { subject }) : null;
}

/** A pause that somebody asks for begins later; one that time brings has begun. */
export function tellOfPause(told: Told): Line {
  const { status, pause }: Fields = told.after ?? {};
  const effectiveAt = status === 'paused' ? null : (pause?.startsAt ?? null);
  return line('subscription_paused', { subject: productOf(told), effectiveAt });
}

/** The one thing that is going to be another: the plan, else how often it is charged, else the seats. */
function plannedBy(
  { product, price, quantity }: Fields,
  planned: NonNullable<Subscription['pendingChange']>,
): Pick<Line, 'before' | 'after'> {
  if (product?.name !== planned.product.name) {
    return { before: product?.name ?? null, after: planned.product.name };
  }
  if (price && price.id !== planned.price.id) return intervalsOf(price, planned.price);
  return { before: quantity === undefined ? null : String(quantity), after: String(planned.quantity) };
}

/** Of two prices of one plan: how often they are charged; nothing where that is the same. */
function intervalsOf(one: Price, other: Price): Pick<Line, 'before' | 'after'> {
  const [before, after] = [intervalOf(one), intervalOf(other)];
  return before === after ? { before: null, after: null } : { before, after };
}

const intervalOf = ({ interval, intervalCount }: Price) =>
  intervalCount === 1 ? interval : `${intervalCount} ${interval}`;

function addedCoupon({ discounts: had = [] }: Fields, { discounts: has = [] }: Fields): string | null {
  const added = has.find(({ coupon }) => !had.some((earlier) => earlier.coupon.id === coupon.id));
  return added?.coupon.name ?? null;
}
