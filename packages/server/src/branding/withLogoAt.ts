/** The same branding with the whole address of its logo: that of the site which the answer is for, so that its page may load it. */
export function withLogoAt<Shown extends { logoUrl: string | null }>(
  publicUrl: string,
  branding: Shown,
): Shown {
  const { logoUrl } = branding;
  return logoUrl?.startsWith('/') ? { ...branding, logoUrl: `${publicUrl}${logoUrl}` } : branding;
}
