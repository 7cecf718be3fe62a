import type { Event } from '@billfold/contract';
import { Webhook } from 'standardwebhooks';
import { secretFault } from './signingSecret.js';

/** Headers as any framework has them: web-standard ones, or an object with lists in it. */
export type WebhookHeaders = Headers | Record<string, string | readonly string[] | undefined>;

/** A delivery that nobody should act upon: not signed by the secret, changed on the way, or too old. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
}

/** `billfold.webhooks` */
export interface Webhooks {
  /**
   * Makes sure that a delivery is the portal's, and reads it. A delivery that was signed more than five minutes ago, or ahead, is
   * refused. The same event may come twice, and events out of order: act once on each `id`, and ask for what is so now.
   *
   * @param payload the body as it came, byte for byte: parsed and printed again it is another one.
   * @param secret `whsec_…` of the endpoint, or several while one is being rotated.
   * @throws WebhookVerificationError when it is not; answer with 400 and do nothing.
   * @throws TypeError when the secret can not be one.
   */
  verify(payload: string | Uint8Array, headers: WebhookHeaders, secret: string | readonly string[]): Event;
}

export const webhooks: Webhooks = {
  verify(payload, headers, secret) {
    const text = typeof payload === 'string' ? payload : new TextDecoder().decode(payload);
    const given = plain(headers);
    for (const one of [secret].flat()) {
      const fault = secretFault(one);
      if (fault) {
        throw new TypeError(
          `The secret given to webhooks.verify ${fault}. Give the one that was told when the endpoint was made.`,
        );
      }
      try {
        return new Webhook(one).verify(text, given) as Event;
      } catch {
        // Another secret may fit.
      }
    }
    throw new WebhookVerificationError(
      'This is not a delivery of the portal: its signature is missing, does not fit the body, or is too old. ' +
        'Is the body passed as it came, before any parser?',
    );
  },
};

function plain(headers: WebhookHeaders): Record<string, string> {
  // By what it can do: frameworks bring classes of their own of the same name.
  if (typeof headers.entries === 'function') return Object.fromEntries((headers as Headers).entries());
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      // Twice the same header is not what the portal sends: which of them would be meant?
      if (value === undefined || (typeof value !== 'string' && value.length !== 1)) return [];
      return [[name.toLowerCase(), typeof value === 'string' ? value : value[0]!]];
    }),
  );
}
