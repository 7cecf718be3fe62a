import type Stripe from 'stripe';
import { BillfoldError } from '../../errors.js';
import type { Notice } from '../../provider/Provider.js';
import { readNoticeEvent } from './readNoticeEvent.js';

/** How far Stripe's clock and ours may be apart, with the way between them: into the past as into the future. */
const TOLERANCE_SECONDS = 300;

/**
 * Reads an event that Stripe has sent: proven by its signature over the very bytes that have come, made just now, with one of the
 * endpoint's secrets.
 *
 * @param secrets the newest, and while one is being exchanged also the one before.
 * @param testMode whether no real money moves by the key that this server has.
 * @throws BillfoldError `unauthorized` and `invalid_request`; the cause says why, for the log.
 */
export async function readNotice(
  stripe: Pick<Stripe, 'webhooks'>,
  { secrets, testMode }: { secrets: readonly string[]; testMode: boolean },
  { body, headers, now }: { body: Uint8Array; headers: Headers; now: Date },
): Promise<Notice> {
  const signature = headers.get('stripe-signature') ?? '';
  refuseOtherTime(signature, now);
  const text = toText(body);
  await refuseOtherSigner(stripe, text, signature, secrets, now);
  const { livemode, ...notice } = readNoticeEvent(toJson(text));
  if (livemode === testMode) invalid('The event is of the other mode than STRIPE_SECRET_KEY.');
  return notice;
}

/**
 * The npm client refuses what was signed long ago, and takes what is signed for the future, which could be sent again and again until
 * then.
 */
function refuseOtherTime(signature: string, now: Date): void {
  const times = signature.split(',').flatMap((part) => /^\s*t=(.*)$/.exec(part)?.[1] ?? []);
  // One: of several the npm client believes the last one.
  const time = times.length === 1 && /^[0-9]{1,12}$/.test(times[0]!) ? Number(times[0]) : null;
  if (time === null) unauthorized('Stripe-Signature names no time, or several.');
  if (Math.abs(Math.floor(now.getTime() / 1000) - time) > TOLERANCE_SECONDS)
    unauthorized(`The event was signed more than ${TOLERANCE_SECONDS} s before or after now.`);
}

/**
 * By the npm client, which compares in constant time, takes what is signed by `v1` only, however many signatures there are, and no
 * secret that is empty or of spaces, which everybody knows.
 */
async function refuseOtherSigner(
  { webhooks }: Pick<Stripe, 'webhooks'>,
  text: string,
  signature: string,
  secrets: readonly string[],
  now: Date,
): Promise<void> {
  let cause: unknown = 'There is no signing secret.';
  for (const secret of secrets) {
    try {
      await webhooks.signature!.verifyHeaderAsync(
        text,
        signature,
        secret,
        TOLERANCE_SECONDS,
        undefined,
        now.getTime(),
      );
      return;
    } catch (error) {
      // Its own message would say what was sent.
      cause = `No signature is by STRIPE_WEBHOOK_SECRET (${error instanceof Error ? error.name : 'unknown'}).`;
    }
  }
  unauthorized(cause);
}

/** Byte for byte: a mark at the beginning, or what is no UTF-8, that a decoder leaves out or replaces was not signed. */
function toText(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return unauthorized('The event is not UTF-8.');
  }
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return invalid('The event is not JSON.');
  }
}

function unauthorized(cause: unknown): never {
  throw new BillfoldError('unauthorized', { cause });
}

function invalid(cause: string): never {
  throw new BillfoldError('invalid_request', { cause });
}
