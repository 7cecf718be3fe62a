/**
 * Gets an image from an https address that a merchant has given, once and when it is given: what customers are shown is the
 * portal's own copy. Handed in, because who may be asked for it is a question of the network that a server stands in.
 *
 * Answers with what is wrong, for the merchant, where there is no image; it never rejects for what others have done.
 */
export type FetchLogo = (url: string) => Promise<{ bytes: Uint8Array } | { fault: string }>;
