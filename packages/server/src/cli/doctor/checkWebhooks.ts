import { setTimeout as sleep } from 'node:timers/promises';
import { and, asc, eq } from 'drizzle-orm';
import { createSecretBox } from '../../access/secretBox.js';
import type { Database } from '../../database/Database.js';
import { projects, webhookAttempts, webhookEndpoints } from '../../database/schema.js';
import { record } from '../../events/record.js';
import { findAddresses, GuardedRequestFailed } from '../../node/guardedRequest.js';
import { mayBeLocal } from '../../webhooks/endpointAddress.js';
import { signingSecrets, toWebhookEndpoint, type EndpointRow } from '../../webhooks/endpointRows.js';
import { about, type Finding } from './Finding.js';

/** A receiver has 20 s to answer. */
const WAIT_MS = 25_000;

const encryption = about('encryption key');

export interface WebhookChecks {
  database: Database;
  publicUrl: string;
  /** Undefined: it is not set. */
  encryptionKey: string | undefined;
  /** Sends a test event to every endpoint, and waits for what the running servers say of it. */
  send: boolean;
}

/** Whether events can be signed, and reach those who asked for them. */
export async function checkWebhooks(checks: WebhookChecks): Promise<Finding[]> {
  const { database } = checks;
  const rows = await database
    .select({ endpoint: webhookEndpoints, testMode: projects.testMode })
    .from(webhookEndpoints)
    .innerJoin(projects, eq(projects.id, webhookEndpoints.project))
    .orderBy(asc(webhookEndpoints.project), asc(webhookEndpoints.id));
  const key = await checkKey(
    checks.encryptionKey,
    rows.map(({ endpoint }) => endpoint),
  );
  const found = await Promise.all(
    rows.map(({ endpoint, testMode }) =>
      checkEndpoint(checks, endpoint, mayBeLocal(checks.publicUrl, testMode)),
    ),
  );
  return [key, ...found];
}

async function checkKey(key: string | undefined, endpoints: EndpointRow[]): Promise<Finding> {
  if (key === undefined) {
    const todo =
      'Set BILLFOLD_ENCRYPTION_KEY, the same for all servers, to what `openssl rand -base64 32` prints.';
    return endpoints.length > 0
      ? encryption.failed('not set: no event is sent', todo)
      : encryption.warning('not set: there can be no webhooks', todo);
  }
  const box = createSecretBox(key);
  for (const endpoint of endpoints) {
    try {
      await signingSecrets(box, endpoint, new Date());
    } catch {
      return encryption.failed(
        `does not open the signing secret of ${endpoint.id}`,
        'Set BILLFOLD_ENCRYPTION_KEY to what it was, or rotate the secret of each endpoint.',
      );
    }
  }
  return encryption.ok(endpoints.length > 0 ? 'opens every signing secret' : 'set');
}

async function checkEndpoint(
  { database, send }: WebhookChecks,
  endpoint: EndpointRow,
  allowLoopback: boolean,
): Promise<Finding> {
  const found = about(`webhook ${endpoint.id}`);
  // Paths and queries may hold what only the receiver should know.
  const { origin } = new URL(endpoint.url);
  if (!endpoint.enabled) {
    return found.warning(
      `${origin} is switched off: ${REASONS[endpoint.disabledReason ?? 'merchant']}`,
      'Repair the receiver, then switch the endpoint on: what is still due is sent then.',
    );
  }
  try {
    await findAddresses({ url: endpoint.url, allowLoopback }, AbortSignal.timeout(5_000));
  } catch (error) {
    const failure = error instanceof GuardedRequestFailed ? error.failure : 'connection';
    return found.failed(
      `${origin} can not be sent to (${failure})`,
      REMEDIES[failure] ?? REMEDIES['connection']!,
    );
  }
  if (send) return sendTest(database, endpoint, origin);
  return endpoint.failingSince
    ? found.warning(
        `${origin} has failed since ${endpoint.failingSince.toISOString()}`,
        'Look at the tries (`GET /v1/webhook-endpoints/{endpoint}/attempts`), and repair the receiver.',
      )
    : found.ok(`${origin} can be sent to; --send tries it`);
}

async function sendTest(database: Database, endpoint: EndpointRow, origin: string): Promise<Finding> {
  const found = about(`webhook ${endpoint.id}`);
  const { project, id } = endpoint;
  const now = new Date();
  const event = await database.transaction((tx) =>
    record(
      { database: tx, now },
      {
        project,
        customer: null,
        type: 'webhook_endpoint.test',
        target: id,
        by: 'operator',
        at: now,
        data: { object: toWebhookEndpoint(endpoint, now) },
      },
      id,
    ),
  );
  const mine = and(
    eq(webhookAttempts.project, project),
    eq(webhookAttempts.endpoint, id),
    eq(webhookAttempts.event, event),
  );
  for (const until = Date.now() + WAIT_MS; Date.now() < until; await sleep(250)) {
    const [attempt] = await database.select().from(webhookAttempts).where(mine);
    if (attempt?.succeeded) return found.ok(`${origin} took a test event in ${attempt.durationMs} ms`);
    if (attempt) {
      const { failure, statusCode } = attempt;
      return found.failed(
        `${origin} did not take a test event (${statusCode ?? failure})`,
        REMEDIES[failure ?? 'status'] ?? REMEDIES['status']!,
      );
    }
  }
  return found.failed(
    'nobody has sent the test event',
    'Start a server on this database: servers send, this command only asks.',
  );
}

const REASONS = {
  failing: 'it failed for 120 hours',
  gone: 'it answered 410',
  merchant: 'by the merchant',
};

/** What to do about it, by why a try failed. */
const REMEDIES: Record<string, string> = {
  dns: 'Nobody knows its name: repair the DNS record, or the address of the endpoint.',
  address_not_allowed: 'It must be https, at port 443 or 8443, and reached from the internet.',
  tls: 'Give the receiver a certificate that is valid for its name, with the whole chain.',
  timeout: 'It must answer within 20 s: let it take the event, answer, and work afterwards.',
  connection: 'Nobody answers there: is the receiver running, and does a firewall let it be reached?',
  redirect: 'Redirects are not followed: give the endpoint the address where it ends.',
  status: 'It must answer 2xx: look at its log for why it did not.',
};
