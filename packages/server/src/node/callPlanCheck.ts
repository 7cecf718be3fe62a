import { Webhook } from 'standardwebhooks';
import * as v from 'valibot';
import { makeId } from '../access/secrets.js';
import type { CheckPlanChange } from '../rules/checkPlanChange.js';

/** Where the merchant's app answers, and the secret by which it knows who asks. */
export interface PlanCheckEndpoint {
  /** An absolute URL that takes POST. */
  url: string;
  /** `whsec_` and 24 to 64 random bytes in base64, as Standard Webhooks has them; the app holds the same one. */
  secret: string;
}

/** A person is waiting, and a connection to the database is held meanwhile. */
const TIMEOUT_MS = 3_000;

/** A few sentences, and nothing that would be work to read. */
const LONGEST_ANSWER = 64 * 1024;

/** Strict: what else is answered with 200, such as `{ "error": … }` or a page that says so, is no permission. */
const Answer = v.pipe(
  v.unknown(),
  v.check((answer) => !Array.isArray(answer), 'must be an object'),
  v.strictObject({
    blockers: v.optional(v.array(v.string())),
    warnings: v.optional(v.array(v.string())),
  }),
);

/**
 * A `CheckPlanChange` that asks an app elsewhere: it posts the proposed change as JSON, signed by Standard Webhooks, and
 * reads `{ blockers?, warnings? }` from the answer.
 *
 * @throws (the function that it makes) when there is no such answer within 3 seconds: another status than 200, a redirect,
 * more than 64 KiB, no JSON, or JSON that says anything else.
 */
export function callPlanCheck({ url, secret }: PlanCheckEndpoint): CheckPlanChange {
  const webhook = new Webhook(secret);
  return async (change) => {
    const id = makeId('msg');
    const sentAt = new Date();
    const body = JSON.stringify(change);
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
        'webhook-signature': webhook.sign(id, sentAt, body),
      },
      body,
      // Who the customer is and what they pay is sent to the address that was set, and to no other.
      redirect: 'error',
      // Covers the reading of the answer too.
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new Error(`The plan check answered ${response.status}.`);
    }
    return v.parse(Answer, JSON.parse(await readText(response)));
  };
}

/** Not `response.text()`, which would keep whatever is sent in memory before its size is known. */
async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    length += chunk.value.byteLength;
    if (length > LONGEST_ANSWER) {
      await reader?.cancel();
      throw new Error(`The plan check answered with more than ${LONGEST_ANSWER} bytes.`);
    }
    chunks.push(chunk.value);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
