import type { OperationName, ParsedInput, ResultOf } from '@billfold/contract';
import type { Merchant } from './access/authenticate.js';
import type { Caller } from './access/Caller.js';
import type { SessionContext } from './access/SessionContext.js';
import type { SecretBox } from './access/secretBox.js';
import type { FetchLogo } from './branding/FetchLogo.js';
import type { Refusal } from './errors.js';
import type { CheckPlanChange } from './rules/checkPlanChange.js';
import type { CustomerBilling } from './provider/CustomerBilling.js';
import type { Provider, UnitOfWork } from './provider/Provider.js';

/**
 * What an operation of the portal is given: the customer's billing, already bound. It can not name another
 * customer, because nothing it holds takes a customer.
 */
export interface PortalContext<Input> {
  input: Input;
  /** What `If-Match` has named; 0 for operations that do not ask for it. */
  version: number;
  billing: CustomerBilling;
  provider: Provider;
  /** Who calls, and for whom. */
  caller: Caller;
  unit: UnitOfWork;
  /** The time that billing goes by, asked only by those who need it. */
  billingNow(): Promise<Date>;
  /** Absent: the merchant's app has no say in changes of plan. */
  checkPlanChange?: CheckPlanChange | undefined;
}

/** What an operation of the session itself is given. */
export interface SessionOperationContext<Input> extends PortalContext<Input> {
  caller: SessionContext;
}

/** What an operation of the merchant is given. */
export interface MerchantContext<Input> {
  input: Input;
  merchant: Merchant;
  provider: Provider;
  unit: UnitOfWork;
  publicUrl: string;
  /** Keeps signing secrets; absent: there can be no webhook endpoints. */
  secretBox?: SecretBox | undefined;
  /** Gets logos; absent: addresses of logos are refused. */
  fetchLogo?: FetchLogo | undefined;
}

/** One operation: a function of its input, with no idea of requests, statuses or headers. */
export type PortalOperation<Name extends OperationName> = (
  context: PortalContext<ParsedInput<Name>>,
) => Promise<ResultOf<Name> | Refusal>;
/** An operation that only a session can call: about the session, and not about billing. */
export type SessionOperation<Name extends OperationName> = (
  context: SessionOperationContext<ParsedInput<Name>>,
) => Promise<ResultOf<Name> | Refusal>;
export type MerchantOperation<Name extends OperationName> = (
  context: MerchantContext<ParsedInput<Name>>,
) => Promise<ResultOf<Name>>;
