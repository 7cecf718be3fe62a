import type { Operation } from './operation.js';

/** An operation of the portal, as a merchant's backend calls it for a customer that it names. */
export type OfCustomer<Input, Output> = Operation<Input & { customer: string }, Output>;

/**
 * The same operation by the other door: `/v1/customers/{customer}/…` with a secret key. It does what the portal's does, by the
 * same code, with the same events; what differs is who calls. A merchant is not held to what a configuration lets customers do,
 * and can do no more than the billing provider can.
 */
export function ofCustomer<Input, Output>(operation: Operation<Input, Output>): OfCustomer<Input, Output> {
  return {
    ...operation,
    name: `${operation.name}OfCustomer`,
    path: operation.path.replace('/portal/v1/', '/v1/customers/{customer}/'),
    access: { by: 'secret_key' },
    idempotency: operation.idempotency === 'required' ? 'optional' : operation.idempotency,
    errors: [
      ...operation.errors.filter((code) => code !== 'too_many_attempts'),
      ...(mayBeLacking(operation) ? (['feature_disabled'] as const) : []),
    ],
  } as OfCustomer<Input, Output>;
}

/** Of the features only this one is something that a billing provider may not have at all. */
const mayBeLacking = ({ access }: Pick<Operation, 'access'>) =>
  access.by === 'portal_session' && access.feature === 'subscriptionPause';

/** Whether an operation is about a customer's billing: sessions and what only a sandbox has are the portal's alone. */
export function isAboutBilling({ access, path }: Pick<Operation, 'access' | 'path'>): boolean {
  return access.by === 'portal_session' && !/^\/portal\/v1\/(session|sandbox)(\/|$)/.test(path);
}
