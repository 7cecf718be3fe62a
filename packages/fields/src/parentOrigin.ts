/**
 * The origin that the page works for: the one that its address names, if the page stands in a frame of it. Null where it
 * was opened on its own, where the address names none, and where the browser tells that another page is around it.
 */
export function parentOrigin(window: Pick<Window, 'location' | 'parent' | 'self'>): string | null {
  if (window.parent === window.self) return null;
  const named = new URLSearchParams(window.location.search).get('parent') ?? '';
  if (!isOrigin(named)) return null;
  // Not all browsers tell; the others still deliver no message to another origin.
  const around = window.location.ancestorOrigins as DOMStringList | undefined;
  return around && around[0] !== named ? null : named;
}

function isOrigin(named: string): boolean {
  try {
    return /^https?:/.test(named) && new URL(named).origin === named;
  } catch {
    return false;
  }
}
