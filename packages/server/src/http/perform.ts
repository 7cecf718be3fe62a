import type { DescribedOperation } from '@billfold/contract';
import { BillfoldError, Refusal } from '../errors.js';
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

/** Reads run on the database itself; what changes anything runs in one transaction, once per Idempotency-Key. */
export async function perform(
  { database }: Pick<PortalParts, 'database'>,
  operation: DescribedOperation,
  { request, requestId, ipHash }: Pick<Incoming, 'request' | 'requestId' | 'ipHash'>,
  { input, by, now }: { input: unknown; by: Requester; now: Date },
  work: (unit: UnitOfWork) => Promise<unknown>,
): Promise<Response> {
  if (operation.method === 'GET') return respond(operation, await work({ database, now }));
  const key = operation.idempotency === 'none' ? null : readIdempotencyKey(request);
  if (key === null && operation.idempotency === 'required')
    throw new BillfoldError('idempotency_key_missing');
  const facts = { id: requestId, idempotencyKey: key, ipHash };
  const inOne = (tx: UnitOfWork['database']) => work({ database: tx, now, request: facts });
  if (key === null) return answer(operation, await database.transaction(inOne));
  const once = {
    project: by.project,
    caller: by.id,
    credential: by.credential,
    operation: operation.name,
    key,
    input,
    now,
  };
  const { result, replayed } = await runOnce(database, once, inOne);
  return answer(operation, result, replayed ? { 'Idempotent-Replayed': 'true' } : {});
}

/** Answers with what was done, now that it is done for good; a refusal becomes an error only here. */
function answer(
  operation: DescribedOperation,
  result: unknown,
  headers: Record<string, string> = {},
): Response {
  if (result instanceof Refusal) throw result.error;
  const response = respond(operation, result);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
