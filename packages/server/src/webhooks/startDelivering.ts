import { claimDue } from './claimDue.js';
import { deliver, type DeliveryParts } from './deliver.js';

/** What sends events while a server runs. */
export interface Deliveries {
  /** Looks at once for what is due: called when something was recorded. Cheap, however often. */
  wake(): void;
  /** Takes on nothing more, lets what is on its way arrive for a moment, and gives back the rest. */
  stop(): Promise<void>;
}

/** How many are on their way at the same time, to all endpoints together. */
const AT_ONCE = 64;

/** What other processes have recorded, and what falls due again, is found by looking. */
const LOOK_EVERY_MS = 1_000;
/** Between two looks, however often it is woken. */
const GAP_MS = 20;

/** How long what is on its way may take when the server stops. */
const GRACE_MS = 3_000;

/** Sends what is due until it is stopped. */
export function startDelivering(parts: DeliveryParts): Deliveries {
  const sending = new Set<Promise<void>>();
  const running = new Map<string, number>();
  const stopping = new AbortController();
  const ending = new AbortController();
  let looking: Promise<void> | null = null;
  let again = false;

  const look = async () => {
    const free = AT_ONCE - sending.size;
    if (free <= 0) return;
    for (const claim of await claimDue(parts.database, parts.clock(), { free, running })) {
      const { id } = claim.endpoint;
      running.set(id, (running.get(id) ?? 0) + 1);
      const sent = deliver(parts, claim, ending.signal)
        // What could not be written down is sent again when its lease has run out.
        .catch((err: unknown) => parts.log.error({ err, endpoint: id }, 'a webhook could not be sent'))
        .finally(() => {
          sending.delete(sent);
          const left = running.get(id)! - 1;
          if (left > 0) running.set(id, left);
          else running.delete(id);
          // There may be more for this endpoint, which had its share.
          wake();
        });
      sending.add(sent);
    }
  };

  const wake = () => {
    if (stopping.signal.aborted) return;
    again = true;
    looking ??= (async () => {
      while (again && !stopping.signal.aborted) {
        again = false;
        await look().catch((err: unknown) => parts.log.error({ err }, 'webhooks could not be looked for'));
        await sleep(GAP_MS);
      }
      looking = null;
    })();
  };

  const timer = setInterval(wake, LOOK_EVERY_MS);
  wake();
  return {
    wake,
    stop: async () => {
      stopping.abort();
      clearInterval(timer);
      await looking;
      const patience = setTimeout(() => ending.abort(), GRACE_MS);
      await Promise.all(sending);
      clearTimeout(patience);
    },
  };
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
