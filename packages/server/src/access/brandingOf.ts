import type { Branding, BusinessProfile, SessionBranding } from '@billfold/contract';

/**
 * How a portal looks: as the project's branding says, but for the links that its configuration has of its own. What was stored
 * by an older version lacks the newer fields.
 */
export function brandingOf(branding: Partial<Branding>, profile: Partial<BusinessProfile>): SessionBranding {
  return {
    displayName: branding.displayName ?? '',
    logoUrl: branding.logoUrl ?? null,
    accent: branding.accent ?? null,
    radius: branding.radius ?? null,
    font: branding.font ?? null,
    supportUrl: profile.supportUrl ?? branding.supportUrl ?? null,
    privacyUrl: profile.privacyUrl ?? branding.privacyUrl ?? null,
    termsUrl: profile.termsUrl ?? branding.termsUrl ?? null,
    headline: profile.headline ?? null,
    upgradeUrl: profile.upgradeUrl ?? null,
  };
}
