import type { DescribedOperation } from '@billfold/contract';
import { BillfoldError, Refusal } from '../errors.js';
import { ask } from '../intents/ask.js';
import { converse, type Asked } from '../intents/converse.js';
import { isChange, nameOfCall } from '../intents/Journal.js';
import { runIntent } from '../intents/runIntent.js';
import { showingOpenIntents } from '../intents/showOpenIntents.js';
import type { Task } from '../intents/Task.js';
import { answeringFromLastKnown, type Freshness } from '../last-known/answering.js';
import type { UnitOfWork } from '../provider/Provider.js';
import { readIdempotencyKey, runOnce } from './idempotency.js';
import type { Incoming, PortalParts } from './Incoming.js';
import { respond } from './respond.js';

/** Whose request it is. */
export interface Requester {
  project: string;
  /** Id of the session or of the secret key. */
  id: string;
  credential: string;
}

/** What is to be done, by whom, and when it was asked for. */
export interface Wanted {
  task: Task;
  /** What an Idempotency-Key is used up by. */
  input: unknown;
  by: Requester;
  now: Date;
}

/**
 * Reads run on the database itself; what changes anything runs in one transaction, once per Idempotency-Key. What changes
 * something at a provider elsewhere, which no transaction reaches, is an intent.
 */
export async function perform(
  parts: PortalParts,
  operation: DescribedOperation,
  incoming: Pick<Incoming, 'request' | 'requestId' | 'ipHash'>,
  wanted: Wanted,
): Promise<Response> {
  const { database, doTask } = parts;
  const { task, by, now } = wanted;
  if (operation.method === 'GET') return read(parts, operation, wanted);
  const key = operation.idempotency === 'none' ? null : readIdempotencyKey(incoming.request);
  if (key === null && operation.idempotency === 'required')
    throw new BillfoldError('idempotency_key_missing');
  const request = { id: incoming.requestId, idempotencyKey: key, ipHash: incoming.ipHash };

  if (parts.intents && isDoneByProvider(task, operation)) {
    const { result, replayed } = await runIntent(
      parts.intents,
      { project: by.project, caller: by.id, key, input: wanted.input, now },
      { task, request },
    );
    if (task.door === 'billing') parts.lastKnown?.forget(by.project, task.caller.customer.id);
    return answer(operation, result, replayed);
  }
  const { result, replayed } = await askingOutside(parts, now, (asked, whole) => {
    const effect = async (tx: UnitOfWork['database']) =>
      whole(await doTask(task, { database: tx, now, request }, asked));
    return key === null
      ? database.transaction(effect).then((result) => ({ result, replayed: false }))
      : runOnce(
          database,
          {
            project: by.project,
            caller: by.id,
            credential: by.credential,
            operation: operation.name,
            key,
            input: wanted.input,
            now,
          },
          effect,
        );
  });
  return answer(operation, result, replayed);
}

/**
 * Answers a read. Where the provider is elsewhere and can not be reached, it is answered from what is known, and says as of
 * when.
 */
async function read(
  { database, provider, checkPlanChange, doTask, clock, askMs, patienceMs, lastKnown }: PortalParts,
  operation: DescribedOperation,
  { task, now }: Wanted,
): Promise<Response> {
  if (!provider.remote || !lastKnown)
    return respond(operation, await doTask(task, { database, now }, { provider, checkPlanChange }));
  const freshness: Freshness = { asOf: null };
  const known = answeringFromLastKnown(provider, { lastKnown, clock, patienceMs }, freshness);
  const asked = { provider: showingOpenIntents(known, database), checkPlanChange };
  const unit = { database, now, deadline: Date.now() + askMs };
  const response = respond(operation, await doTask(task, unit, asked));
  if (freshness.asOf) response.headers.set('Billfold-As-Of', freshness.asOf.toISOString());
  return response;
}

/** Whether a task changes something at the provider, and not only here by what the provider says. */
const isDoneByProvider = ({ door }: Task, { name, idempotency }: DescribedOperation) =>
  door === 'billing' ? idempotency !== 'none' : name === 'createCustomer' || name === 'updateCustomer';

/** A provider elsewhere is asked between transactions, and never in one. */
function askingOutside<Result>(
  parts: PortalParts,
  now: Date,
  run: (asked: Asked, whole: <Value>(value: Value) => Value) => Promise<Result>,
): Promise<Result> {
  if (!parts.provider.remote) return run(parts, (value) => value);
  const unit = { database: parts.database, now, deadline: Date.now() + parts.askMs };
  // Who is told a price must see what stands in the way of it.
  const asked = { ...parts, provider: showingOpenIntents(parts.provider, parts.database) };
  return converse(asked, [], run, (call) => {
    if (isChange(call))
      throw new Error(`${nameOfCall(call)} changes something, and nobody has written it down.`);
    return ask(asked, call, unit);
  });
}

/** Answers with what was done, now that it is done for good; a refusal becomes an error only here. */
function answer(operation: DescribedOperation, result: unknown, replayed: boolean): Response {
  if (result instanceof Refusal) throw result.error;
  const response = respond(operation, result);
  if (replayed) response.headers.set('Idempotent-Replayed', 'true');
  return response;
}
