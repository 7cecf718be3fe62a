import type { BillingCustomer, Provider, UnitOfWork } from '../../provider/Provider.js';
import { billingOf } from './billing/billingOf.js';
import { saveCustomer } from './billing/customers.js';
import { listCatalog, now } from './billing/reads.js';
import { faultOf, isTestKey } from './checkOptions.js';
import { callOptions } from './client/callOptions.js';
import { createClient } from './client/createClient.js';
import { paymentFieldsOf } from './paymentFields.js';
import { readNotice } from './readNotice.js';
import type { StripeContext } from './StripeContext.js';
import type { StripeOptions } from './StripeOptions.js';

/**
 * Stripe as a provider. One account bills for all projects of a portal; whether real money moves is a matter of its key.
 *
 * @throws TypeError for options that can not be used, in one sentence that repeats no secret.
 */
export function createStripe(options: StripeOptions): Provider {
  const fault = faultOf(options);
  if (fault !== null) throw new TypeError(fault);
  const stripe = createClient(options);
  const testMode = isTestKey(options.secretKey);
  const { webhookSecrets: secrets = [] } = options;
  const contextOf = (customer: BillingCustomer, unit: UnitOfWork): StripeContext => ({
    stripe,
    unit,
    customer,
    options: (idempotencyKey) => callOptions(unit.deadline, idempotencyKey),
    settings: options,
  });
  return {
    name: 'stripe',
    testMode,
    // Without a secret nobody could tell Stripe from anybody else.
    remote:
      secrets.length === 0
        ? {}
        : {
            readNotice: (body, headers, now) =>
              readNotice(stripe, { secrets, testMode }, { body, headers, now }),
          },
    paymentFields: paymentFieldsOf(options),
    now: async (_project, unit, customer) => (customer ? now(contextOf(customer, unit)) : unit.now),
    listCatalog: (_project, unit) => listCatalog({ stripe, options: () => callOptions(unit.deadline) }),
    forCustomer: (customer, unit) => billingOf(contextOf(customer, unit)),
    saveCustomer: (customer, unit) => saveCustomer(contextOf(customer, unit)),
  };
}
