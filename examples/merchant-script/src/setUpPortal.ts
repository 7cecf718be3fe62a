import { readFile } from 'node:fs/promises';
import type { Billfold, Branding, PortalConfiguration } from '@billfold/sdk';

/** What the portal is set up as, in the order in which it was done. */
export interface SetUpPortal {
  branding: Branding;
  /** What most customers get. */
  standard: PortalConfiguration;
  /** What customers get who owe something: a way to pay, and nobody's plan is changed before. */
  dunning: PortalConfiguration;
}

/**
 * Makes the portal be as this file says. It can run with every deployment: what is so already is left as it is.
 *
 * @param app origin of your app, such as `https://app.example.com`.
 */
export async function setUpPortal(billfold: Billfold, app: string): Promise<SetUpPortal> {
  const logo = await readFile(new URL('../logo.png', import.meta.url));
  const branding = await billfold.branding.update({
    displayName: 'Example Notes',
    logo: `data:image/png;base64,${logo.toString('base64')}`,
    accent: '#7c2d12',
    radius: 6,
    font: 'humanist',
    supportUrl: 'mailto:support@example.com',
    privacyUrl: 'https://example.com/privacy',
    termsUrl: 'https://example.com/terms',
  });

  const standard = await billfold.portalConfigurations.update('default', {
    features: {
      subscriptionCancel: { retention: { offerCoupon: 'save20' } },
      subscriptionPause: { enabled: true, maxMonths: 3 },
    },
    businessProfile: {
      headline: 'Everything you pay for Example Notes',
      upgradeUrl: `${app}/plans`,
    },
    defaultReturnUrl: `${app}/settings/billing`,
  });

  const dunning = await billfold.portalConfigurations.update('dunning', {
    features: {
      subscriptionUpdate: { enabled: false },
      subscriptionCancel: { enabled: false },
      customerUpdate: { enabled: false },
    },
    businessProfile: { headline: 'Your last payment did not go through' },
    defaultReturnUrl: `${app}/settings/billing`,
  });
  return { branding, standard, dunning };
}
