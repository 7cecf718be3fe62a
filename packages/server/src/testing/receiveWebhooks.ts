import type { Event } from '@billfold/contract';
import { createSecretBox } from '../access/secretBox.js';
import { claimDue } from '../webhooks/claimDue.js';
import { deliver, type DeliveryParts } from '../webhooks/deliver.js';
import type { SendWebhook, WebhookAnswer, WebhookMessage } from '../webhooks/SendWebhook.js';
import type { TestPortal } from './createTestPortal.js';

/** A message as a merchant's program gets it. */
export interface ReceivedWebhook extends WebhookMessage {
  event: Event;
}

/** All endpoints of a test portal, on a network that is made up. */
export interface TestReceiver {
  received: ReceivedWebhook[];
  /** What an endpoint answers, by its address. @default 200 */
  answer(message: ReceivedWebhook): WebhookAnswer | Promise<WebhookAnswer>;
  /** Sends what is due by the portal's clock, until nothing is. @returns what has arrived by that. */
  deliverDue(): Promise<ReceivedWebhook[]>;
  /** What deliveries are made with. */
  parts: DeliveryParts;
}

export function receiveWebhooks(
  portal: Pick<TestPortal, 'database' | 'encryptionKey' | 'url' | 'clock'>,
): TestReceiver {
  const send: SendWebhook = async (message) => {
    const event = JSON.parse(message.body) as Event;
    receiver.received.push({ ...message, event });
    return receiver.answer({ ...message, event });
  };
  const parts: DeliveryParts = {
    database: portal.database,
    send,
    secretBox: createSecretBox(portal.encryptionKey),
    publicUrl: portal.url,
    clock: portal.clock.now,
    log: { info() {}, warn() {}, error() {} },
    random: () => 0.5,
  };
  const receiver: TestReceiver = {
    received: [],
    answer: () => ({ status: 200, retryAfter: null }),
    parts,
    deliverDue: async () => {
      const before = receiver.received.length;
      const room = { free: 100, running: new Map() };
      for (;;) {
        const claims = await claimDue(parts.database, parts.clock(), room);
        if (claims.length === 0) return receiver.received.slice(before);
        const never = new AbortController().signal;
        await Promise.all(claims.map((claim) => deliver(parts, claim, never)));
      }
    },
  };
  return receiver;
}
