/**
 * Whether a URL's origin is one of those allowed. Exact: scheme, host and port. A project in test mode allows
 * this machine too, on any port, so that nothing must be configured to try things out.
 */
export function isAllowedOrigin(url: string, allowed: readonly string[], testMode: boolean): boolean {
  const { origin, hostname } = new URL(url);
  if (allowed.includes(origin)) return true;
  return testMode && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
