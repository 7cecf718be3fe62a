import type { Operation } from './operation.js';

/** An operation of the portal, as a merchant's backend calls it for a customer that it names. */
export type OfCustomer<Input, Output> = Operation<Input & { customer: string }, Output>;

/**
 * The same operation by the other door: `/v1/customers/{customer}/…` with a secret key. It does what the portal's does, by the
 * same code, with the same events; what differs is who calls. A merchant is not held to what a configuration lets customers do.
 */
export function ofCustomer<Input, Output>(operation: Operation<Input, Output>): OfCustomer<Input, Output> {
  return {
    ...operation,
    name: `${operation.name}OfCustomer`,
    path: operation.path.replace('/portal/v1/', '/v1/customers/{customer}/'),
    access: { by: 'secret_key' },
    idempotency: operation.idempotency === 'required' ? 'optional' : operation.idempotency,
    errors: operation.errors.filter((code) => code !== 'too_many_attempts'),
  } as OfCustomer<Input, Output>;
}

/** Whether an operation is about a customer's billing: sessions and what only a sandbox has are the portal's alone. */
export function isAboutBilling({ access, path }: Pick<Operation, 'access' | 'path'>): boolean {
  return access.by === 'portal_session' && !/^\/portal\/v1\/(session|sandbox)(\/|$)/.test(path);
}
