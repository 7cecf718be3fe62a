import type { Branding } from '@billfold/contract';
import type { CSSProperties } from 'react';

type Font = NonNullable<Branding['font']>;

/** The faces of each kind that machines bring along. Nothing is fetched for them. */
const stacks: Record<Font, string> = {
  system: "system-ui, -apple-system, 'Segoe UI', roboto, 'Noto Sans', 'Liberation Sans', sans-serif",
  humanist: "seravek, 'Gill Sans Nova', ubuntu, calibri, 'DejaVu Sans', sans-serif",
  geometric: "avenir, montserrat, corbel, 'URW Gothic', 'Century Gothic', sans-serif",
  serif: "charter, 'Bitstream Charter', 'Sitka Text', cambria, georgia, 'Liberation Serif', serif",
  monospace: "ui-monospace, 'Cascadia Code', menlo, consolas, 'DejaVu Sans Mono', monospace",
};

/**
 * The kit's inputs of a project's look. The server stores only values like these; the page checks again, because a
 * value that reached the database another way must still be nothing but a colour, a length and the name of a face.
 */
export function themeOf({
  accent,
  radius,
  font,
}: Pick<Branding, 'accent' | 'radius' | 'font'>): CSSProperties {
  const theme: Record<`--${string}`, string> = {};
  if (accent !== null && /^#[0-9a-f]{6}$/.test(accent)) theme['--bf-accent'] = accent;
  if (radius !== null && Number.isInteger(radius) && radius >= 0 && radius <= 24)
    theme['--bf-radius'] = `${radius}px`;
  if (font !== null && Object.hasOwn(stacks, font)) theme['--bf-font'] = stacks[font];
  return theme as CSSProperties;
}

/** The address when it is one that a link may lead to, else null. A script in an address is never followed. */
export function linkTo(url: string | null): string | null {
  return hasScheme(url, ['https:', 'http:', 'mailto:']) ? url : null;
}

/** The address when the page itself may go there, else null. */
export function pageAt(url: string | null): string | null {
  return hasScheme(url, ['https:', 'http:']) ? url : null;
}

/**
 * The address when a logo may be loaded from it, else null: what is in the address itself, or what this portal keeps. The
 * latter is asked of the page's own origin, by whichever of its names the portal was told.
 */
export function imageAt(url: string | null): string | null {
  if (url === null) return null;
  if (/^data:image\/(?:png|jpeg|webp);base64,[0-9A-Za-z+/]+={0,2}$/.test(url)) return url;
  return /^(?:https?:\/\/[^/?#\\]+)?(\/logos\/[0-9a-f]{64})$/.exec(url)?.[1] ?? null;
}

/**
 * How the project looks, as the server has written it into the page: what is known before any session is, and of whoever
 * comes. Null where it has written nothing that can be read.
 */
export function brandingOf(page: HTMLElement): Branding | null {
  let written: Partial<Record<keyof Branding, unknown>> | null;
  try {
    written = JSON.parse(page.dataset['branding'] ?? '') as typeof written;
  } catch {
    return null;
  }
  const text = (key: keyof Branding) =>
    typeof written?.[key] === 'string' ? (written[key] as string) : null;
  const displayName = text('displayName');
  if (!displayName) return null;
  return {
    displayName,
    logoUrl: text('logoUrl'),
    accent: text('accent'),
    radius: typeof written?.radius === 'number' ? written.radius : null,
    font: text('font') as Font | null,
    supportUrl: text('supportUrl'),
    privacyUrl: text('privacyUrl'),
    termsUrl: text('termsUrl'),
  };
}

function hasScheme(url: string | null, schemes: readonly string[]): boolean {
  try {
    return url !== null && schemes.includes(new URL(url).protocol);
  } catch {
    // Not an absolute address. `URL.canParse` would say so too, in engines that have it.
    return false;
  }
}
