import * as v from 'valibot';
import { Line, Link } from './text.js';

/** Faces that are on the machines of customers: nothing is fetched for them. */
export const brandFonts = ['system', 'humanist', 'geometric', 'serif', 'monospace'] as const;

const Accent = v.pipe(
  v.string(),
  v.regex(/^#[0-9a-f]{6}$/, 'must be a colour such as #215aa2, in lower case'),
);
const Radius = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24));

/** How a project looks and where its links lead. Shown on the hosted page and on documents. */
export const Branding = v.object({
  displayName: v.string(),
  /** Served by the portal itself, or a `data:` URL; never a stranger's server, which would learn who pays whom. */
  logoUrl: v.nullable(v.string()),
  /** `#rrggbb`. */
  accent: v.nullable(Accent),
  /** Corner radius in CSS pixels. */
  radius: v.nullable(Radius),
  font: v.nullable(v.picklist(brandFonts)),
  supportUrl: v.nullable(v.string()),
  privacyUrl: v.nullable(v.string()),
  termsUrl: v.nullable(v.string()),
});
export type Branding = v.InferOutput<typeof Branding>;

/** The branding that a session shows: the project's, with what its configuration says instead. */
export const SessionBranding = v.object({
  ...Branding.entries,
  headline: v.nullable(v.string()),
  /** Where customers without a subscription are sent to have one. */
  upgradeUrl: v.nullable(v.string()),
});
export type SessionBranding = v.InferOutput<typeof SessionBranding>;

export const getBrandingSchema = { input: v.strictObject({}), output: Branding };

export const updateBrandingSchema = {
  input: v.strictObject({
    displayName: v.optional(Line(100)),
    /**
     * A PNG, JPEG or WebP image of at most 512 KiB: an https URL, which is fetched once and kept, or a `data:` URL of at most
     * 48 KiB. `null` removes it.
     */
    logo: v.optional(
      v.nullable(
        v.pipe(
          v.string(),
          v.maxLength(65_000, 'must be at most 48 KiB; give an https URL of a larger one'),
          v.regex(
            /^(?:https:\/\/|data:image\/(?:png|jpeg|webp);base64,[0-9A-Za-z+/]+={0,2}$)/,
            'must be an https URL, or a data: URL of a PNG, JPEG or WebP image in base64',
          ),
        ),
      ),
    ),
    accent: v.optional(v.nullable(Accent)),
    radius: v.optional(v.nullable(Radius)),
    font: v.optional(v.nullable(v.picklist(brandFonts))),
    supportUrl: v.optional(v.nullable(Link)),
    privacyUrl: v.optional(v.nullable(Link)),
    termsUrl: v.optional(v.nullable(Link)),
  }),
  output: Branding,
};
