import Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { startStripeDouble, type StripeDouble, type StripeDoubleOptions } from './index.js';

/** A double with the real client on it, for the tests of one file. */
export interface OpenDouble {
  double: StripeDouble;
  /** With the secret key, and no retries: a test sees every answer. */
  stripe: Stripe;
  /** The double's time in seconds, which a test may move. */
  clock: { now: number };
  /** A client with another key or other settings. */
  client(key: string, settings?: Partial<NonNullable<ConstructorParameters<typeof Stripe>[1]>>): Stripe;
}

/** Where nothing else is said, it is then. */
const NOON = Date.UTC(2026, 10, 2, 12) / 1_000;

/**
 * Starts a double before the tests of a file. After each of them nothing may be left that the schema, or the double's
 * own rules, have against what was sent and answered, but for what the test has taken out itself.
 */
export function openDouble(options: StripeDoubleOptions = {}): OpenDouble {
  const open = { clock: { now: NOON } } as OpenDouble;
  open.client = (key, settings = {}) =>
    new Stripe(key, {
      host: open.double.host,
      port: open.double.port,
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
      ...settings,
    });
  beforeAll(async () => {
    open.double = await startStripeDouble({ clock: () => open.clock.now, ...options });
    open.stripe = open.client(open.double.secretKey);
    if (open.double.schema === 'absent')
      process.stderr.write(
        'Stripe’s schema does not lie beside the repository: requests and answers are not judged by it.\n',
      );
  });
  beforeEach(() => {
    open.double.requests.length = 0;
    open.double.mutations.length = 0;
  });
  afterEach(() => {
    open.double.faults.clear();
    expect(open.double.complaints()).toEqual([]);
    expect(open.double.defects).toEqual([]);
  });
  afterAll(() => open.double.close());
  return open;
}

/** What the client threw. */
export async function refusalOf(asked: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('It was answered, and not refused.');
}
