import type { PaymentMethodAddition } from './finishSetup.js';

/** Of this kit: a page may have payment fields of its own, whose returns are not ours to take. */
const PARAMETER = 'billfold_setup';

/** What a provider writes into the address behind it. The secret is not read, and must not stay there. */
const INTENT = 'setup_intent';
const PROVIDERS = [INTENT, 'setup_intent_client_secret', 'redirect_status'];

/** This page's address, with what the customer has chosen for the payment method. It holds ids and no secret. */
export function setupReturnUrl({ makeDefault, subscriptions }: Omit<PaymentMethodAddition, 'setupIntent'>) {
  const url = withoutReturn(new URL(location.href));
  const named = Array.isArray(subscriptions) ? ['some', ...subscriptions] : [];
  url.searchParams.set(PARAMETER, makeDefault ? ['default', ...named].join('.') : 'add');
  return url.href;
}

/**
 * What the customer has come back with from their bank, taken out of the address so that it is finished once and nobody
 * reads a secret there; null: with nothing. What the address says of success is not read: the portal knows.
 */
export function takeSetupReturn(): PaymentMethodAddition | null {
  const url = new URL(location.href);
  const written = url.searchParams.get(PARAMETER);
  if (written === null) return null;
  const setupIntent = url.searchParams.get(INTENT);
  // The state belongs to the host's router.
  history.replaceState(history.state, '', withoutReturn(url));
  return read(written, setupIntent);
}

function withoutReturn(url: URL): URL {
  for (const name of [PARAMETER, ...PROVIDERS]) url.searchParams.delete(name);
  return url;
}

/** Anybody can write an address, so nothing but the shape of ids gets through. */
function read(written: string, setupIntent: string | null): PaymentMethodAddition | null {
  const choice = /^(?:add|(default)(\.some((?:\.sub_\w+){0,100}))?)$/.exec(written);
  if (!choice || !setupIntent || !/^seti_\w+$/.test(setupIntent)) return null;
  const [, makeDefault, some, ids = ''] = choice;
  return {
    setupIntent,
    makeDefault: makeDefault !== undefined,
    ...(some !== undefined && { subscriptions: ids.split('.').filter(Boolean) }),
  };
}
