/** A signed event on its way. */
export interface WebhookMessage {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Whether the endpoint may be on this very machine. */
  allowLoopback: boolean;
  /** Ends the try, which then counts as one that timed out. */
  signal: AbortSignal;
}

/** What came back. A try has 20 seconds, follows no redirect, and reads no more of an answer than it must. */
export type WebhookAnswer =
  | { status: number; retryAfter: string | null }
  /** Nobody has answered, or not to the end. */
  | { failure: 'timeout' | 'connection' | 'tls' | 'dns' | 'address_not_allowed' };

/** Posts a message. Handed in, because a browser tab can not, and has no business to. Never rejects. */
export type SendWebhook = (message: WebhookMessage) => Promise<WebhookAnswer>;
