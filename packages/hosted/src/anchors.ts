/** The sections of the page that an address can point at, in the order in which they stand. */
export const anchors = [
  'overview',
  'plan',
  'change',
  'upcoming',
  'payment',
  'invoices',
  'details',
  'activity',
  'pause',
  'cancel',
] as const;
export type Anchor = (typeof anchors)[number];

/**
 * Whether a fragment (`#invoices`) points at a section, or, empty, at the page as it was opened, to which somebody goes back
 * from one. Everything else may be a link's code.
 */
export const isAnchor = (fragment: string): boolean =>
  fragment === '' || (anchors as readonly string[]).includes(fragment.replace('#', ''));
