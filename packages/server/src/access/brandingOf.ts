import * as v from 'valibot';
import {
  BusinessProfile,
  updateBrandingSchema,
  type Branding,
  type SessionBranding,
} from '@billfold/contract';

const own = updateBrandingSchema.input.entries;
const { entries: instead } = BusinessProfile;

/** What this portal serves itself, and what was given as the image itself before it did. */
const LOGO = /^(?:\/logos\/[0-9a-f]{64}|data:image\/(?:png|jpeg|webp);base64,[0-9A-Za-z+/]+={0,2})$/;

/**
 * How a portal looks: as the project's branding says, but for the links that its configuration has of its own.
 *
 * What was stored by an older version lacks the newer fields. What reached the database in another way than by the checks of the
 * API, or past what they have become since, is not shown: a page that draws it may be anybody's.
 *
 * @returns the logo as a path of this portal; see `withLogoAt`.
 */
export function brandingOf(branding: Partial<Branding>, profile: Partial<BusinessProfile>): SessionBranding {
  const logoUrl = branding.logoUrl ?? null;
  return {
    displayName: valid(own.displayName, branding.displayName) ?? '',
    logoUrl: logoUrl !== null && LOGO.test(logoUrl) ? logoUrl : null,
    accent: valid(own.accent, branding.accent),
    radius: valid(own.radius, branding.radius),
    font: valid(own.font, branding.font),
    supportUrl: valid(instead.supportUrl, profile.supportUrl) ?? valid(own.supportUrl, branding.supportUrl),
    privacyUrl: valid(instead.privacyUrl, profile.privacyUrl) ?? valid(own.privacyUrl, branding.privacyUrl),
    termsUrl: valid(instead.termsUrl, profile.termsUrl) ?? valid(own.termsUrl, branding.termsUrl),
    headline: valid(instead.headline, profile.headline),
    upgradeUrl: valid(instead.upgradeUrl, profile.upgradeUrl),
  };
}

function valid<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): NonNullable<v.InferOutput<Schema>> | null {
  const parsed = v.safeParse(schema, value);
  return (parsed.success ? parsed.output : null) ?? null;
}
