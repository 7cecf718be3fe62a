import type { Appearance } from '@stripe/stripe-js';
import type { FieldsTheme } from '../fieldsTheme.js';

/** Our theme in Stripe's words, which know colours as `rgb()` only. */
export function appearanceOf({ scheme, font, fontSize, radius, colors }: FieldsTheme): Appearance {
  const theme = scheme === 'dark' ? 'night' : 'stripe';
  const letters = { fontFamily: font, fontSizeBase: fontSize, borderRadius: radius };
  if (!colors) return { theme, variables: letters };
  const { surface, text, textMuted, border, accent, onAccent, accentText, dangerText, dangerBorder, ring } =
    colors;
  return {
    theme,
    variables: {
      ...letters,
      colorBackground: surface,
      colorText: text,
      colorTextSecondary: textMuted,
      colorTextPlaceholder: textMuted,
      colorPrimary: accent,
      // Stripe chooses it by itself otherwise, and by another rule than our buttons do.
      accessibleColorOnColorPrimary: onAccent,
      colorDanger: dangerText,
    },
    rules: {
      '.Input': { borderColor: border, boxShadow: 'none' },
      '.Input:focus': { borderColor: ring, boxShadow: `0 0 0 1px ${ring}` },
      '.Input--invalid': { borderColor: dangerBorder, boxShadow: 'none' },
      '.Label': { fontWeight: '550' },
      '.Tab': { borderColor: border, boxShadow: 'none' },
      // An accent can be as pale as the page; this one can be read on it.
      '.Tab--selected': { color: accentText, borderColor: accentText, boxShadow: `0 0 0 1px ${accentText}` },
      '.TabIcon--selected': { fill: accentText },
      '.TabLabel--selected': { color: accentText },
    },
  };
}
