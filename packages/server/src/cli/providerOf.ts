import type { Settings } from '../node/readSettings.js';
import type { Provider } from '../provider/Provider.js';
import { createSandbox } from '../providers/sandbox/index.js';

/** Who bills, by the settings of a server. */
export async function providerOf({ provider, stripe }: Settings): Promise<Provider> {
  if (provider === 'sandbox') return createSandbox();
  const { createStripe } = await import('../providers/stripe/index.js');
  // Settings that name Stripe and have none of its keys are refused before.
  return createStripe(stripe!);
}
