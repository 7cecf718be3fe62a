import type { ActionTarget } from './settlement.js';

const PARAMETER = 'billfold_payment';

/** This page's address, with what to look at when the customer comes back to it from their bank. It holds ids and no secret. */
export function returnUrlFor(target: ActionTarget): string {
  const url = new URL(location.href);
  url.searchParams.set(PARAMETER, write(target));
  return url.href;
}

/** What the customer has come back from, taken out of the address so that it is looked at once; null: from nothing. */
export function takeReturn(): ActionTarget | null {
  const url = new URL(location.href);
  const written = url.searchParams.get(PARAMETER);
  if (written === null) return null;
  url.searchParams.delete(PARAMETER);
  // The state belongs to the host's router.
  history.replaceState(history.state, '', url);
  return read(written);
}

function write(target: ActionTarget): string {
  if ('invoice' in target) return target.invoice;
  const { subscription, price, quantity } = target;
  return [subscription, price, quantity].filter((part) => part !== undefined).join('.');
}

/** Anybody can write an address, so nothing but the shape of ids gets through. */
function read(written: string): ActionTarget | null {
  if (/^in_\w+$/.test(written)) return { invoice: written };
  const [, subscription, price, quantity] =
    /^(sub_\w+)(?:\.(price_\w+)\.([1-9]\d{0,5}))?$/.exec(written) ?? [];
  if (!subscription) return null;
  return { subscription, ...(price && { price, quantity: Number(quantity) }) };
}
