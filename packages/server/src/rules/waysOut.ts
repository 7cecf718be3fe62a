import type { PortalConfigurationSettings } from '@billfold/contract';

/**
 * Whether customers can neither cancel by themselves nor find whom to ask. A portal like that may not be made: who can not get
 * out by the door asks their bank for the money back.
 *
 * @param branding whose support link stands where the configuration has none of its own.
 */
export function hasNoWayOut(
  { features, businessProfile }: Pick<PortalConfigurationSettings, 'features' | 'businessProfile'>,
  branding: { supportUrl?: string | null },
): boolean {
  const supportUrl = businessProfile.supportUrl ?? branding.supportUrl ?? null;
  return !features.subscriptionCancel.enabled && supportUrl === null;
}
