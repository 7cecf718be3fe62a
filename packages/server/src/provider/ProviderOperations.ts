import type { Capability, EventType, OperationName, ParsedInput, ResultOf } from '@billfold/contract';
import type { BillingCustomer, UnitOfWork } from './Provider.js';

/** A merchant's operation that a provider brings along. */
export type ProviderOperations = {
  [Name in OperationName]?: (context: ProviderOperationContext<ParsedInput<Name>>) => Promise<ResultOf<Name>>;
};

export interface ProviderOperationContext<Input> {
  input: Input;
  project: string;
  unit: UnitOfWork;
  /** The portal's customer of this id in this project, or null. */
  findCustomer(id: string): Promise<BillingCustomer | null>;
  /** Makes a customer of the portal, and tells the provider. */
  createCustomer(
    fields: Partial<Omit<BillingCustomer, 'project' | 'id' | 'createdAt'>>,
  ): Promise<BillingCustomer>;
  /** Tells the merchant of something that was done to a customer: an event, in the transaction that did it. */
  record(
    customer: string,
    type: EventType,
    target: string,
    data: { object: object; previousAttributes?: object },
  ): Promise<unknown>;
}

/** An operation of customers that a provider brings along. */
export type ProviderPortalOperations = {
  [Name in OperationName]?: (context: ProviderPortalContext<ParsedInput<Name>>) => Promise<ResultOf<Name>>;
};

export interface ProviderPortalContext<Input> {
  input: Input;
  customer: BillingCustomer;
  /** What the session may do. */
  capabilities: readonly Capability[];
  unit: UnitOfWork;
  /** Changes the portal's own facts of the customer, and tells the provider. */
  updateCustomer(
    fields: Partial<Pick<BillingCustomer, 'name' | 'email' | 'address' | 'kind' | 'taxIds'>>,
  ): Promise<BillingCustomer>;
  /** Tells the merchant of something that was done: an event, in the transaction that did it. */
  record(
    type: EventType,
    target: string,
    data: { object: object; previousAttributes?: object },
  ): Promise<unknown>;
}
