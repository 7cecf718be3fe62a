import type { Branding } from '@billfold/contract';
import type { CSSProperties } from 'react';

/**
 * The kit's inputs of a project's look. The server stores only values like these; the page checks again, because a
 * value that reached the database another way must still be nothing but a colour and a length.
 */
export function themeOf({ accent, radius }: Pick<Branding, 'accent' | 'radius'>): CSSProperties {
  const theme: Record<`--${string}`, string> = {};
  if (accent !== null && /^#[0-9a-f]{6}$/.test(accent)) theme['--bf-accent'] = accent;
  if (radius !== null && Number.isInteger(radius) && radius >= 0 && radius <= 24)
    theme['--bf-radius'] = `${radius}px`;
  return theme as CSSProperties;
}

/** The address when it is one that a link may lead to, else null. A script in an address is never followed. */
export function linkTo(url: string | null): string | null {
  return hasScheme(url, ['https:', 'http:', 'mailto:']) ? url : null;
}

/** The address when an image may be loaded from it, else null. */
export function imageAt(url: string | null): string | null {
  return hasScheme(url, ['https:', 'data:']) && !/^data:(?!image\/(?:png|jpeg|webp);)/i.test(url ?? '')
    ? url
    : null;
}

function hasScheme(url: string | null, schemes: readonly string[]): boolean {
  try {
    return url !== null && schemes.includes(new URL(url).protocol);
  } catch {
    // Not an absolute address. `URL.canParse` would say so too, in engines that have it.
    return false;
  }
}
