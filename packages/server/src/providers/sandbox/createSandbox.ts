import type { PaymentFields, Provider, UnitOfWork } from '../../provider/Provider.js';
import type { ProviderOperations, ProviderPortalOperations } from '../../provider/ProviderOperations.js';
import { advanceTo, catchUp } from './advanceTo.js';
import { billingOf } from './billing/billingOf.js';
import type { SandboxData } from './data/SandboxData.js';
import { seed, type CreateCustomer } from './data/seed.js';
import type { RenderDocument } from './documents.js';
import { defaultTerms, type BillingTerms } from './engine/terms.js';
import { advanceSandboxClock } from './operations/advanceSandboxClock.js';
import { confirmSandboxPayment } from './operations/confirmSandboxPayment.js';
import { confirmSandboxSetup } from './operations/confirmSandboxSetup.js';
import { createSandboxScenario } from './operations/createSandboxScenario.js';
import { createSandboxSubscription } from './operations/createSandboxSubscription.js';
import { getSandboxCatalog } from './operations/getSandboxCatalog.js';
import { getSandboxClock } from './operations/getSandboxClock.js';
import { getSandboxControls } from './operations/getSandboxControls.js';
import { moveSandboxClock } from './operations/moveSandboxClock.js';
import { switchSandboxScenario } from './operations/switchSandboxScenario.js';
import { updateSandboxCatalog } from './operations/updateSandboxCatalog.js';
import { updateSandboxControls } from './operations/updateSandboxControls.js';
import { listCatalog } from './store/listCatalog.js';
import { readClock } from './store/clock.js';
import { saveCustomer } from './store/customers.js';

export interface SandboxOptions {
  /** Draws invoices and receipts. Without it there are no documents, and invoices say so. */
  renderDocument?: RenderDocument;
  /** How payments that are refused are tried again, and the like. */
  terms?: Partial<BillingTerms>;
  /**
   * Where the page is served that test payment methods are entered in: `@billfold/fields`, on another origin than the
   * portal. Without it none can be entered.
   */
  fieldsUrl?: string | undefined;
}

/** A provider whose time can be moved, and that can be filled from a file. */
export interface Sandbox extends Provider {
  /**
   * Moves a project's time forward and lets everything happen that falls due on the way. Call it again with the
   * same time when it was interrupted.
   * @throws BillfoldError `invalid_request` for a time before the sandbox's own, or more than ten years after it.
   */
  advanceTo(unit: UnitOfWork, project: string, to: Date): Promise<void>;

  /** Brings a project's time up to `unit.now`, for a server that was away. Never moves it back. */
  catchUp(unit: UnitOfWork, project: string): Promise<void>;

  /**
   * Puts the data's catalogue on offer and makes the customers that do not exist yet, with all their history;
   * time is brought up to `unit.now` first. To be called at every start.
   *
   * @param createCustomer makes a customer of the portal in the unit of work that it is given, and tells this provider.
   * @throws InvalidSandboxData naming every place of the data that must change.
   */
  seed(unit: UnitOfWork, project: string, data: SandboxData, createCustomer: CreateCustomer): Promise<void>;
}

/**
 * A billing engine of its own on the portal's database: for local use, tests, stories and demos. It moves no
 * money and needs no account and no network.
 *
 * Each project has its own time. Until something is billed or its time is moved, that is real time; from then
 * on it stands still, and moves only when it is told to.
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { renderDocument, fieldsUrl } = options;
  const terms: BillingTerms = { ...defaultTerms, drawn: renderDocument !== undefined, ...options.terms };
  return {
    name: 'sandbox',
    testMode: true,
    now: async (project, unit) => (await readClock(unit.database, project)) ?? unit.now,
    saveCustomer: async (customer, unit) => {
      await saveCustomer(customer, unit);
      return null;
    },
    listCatalog: (project, unit) => listCatalog(unit.database, project),
    ...(fieldsUrl !== undefined && { paymentFields: fieldsAt(fieldsUrl) }),
    forCustomer: (customer, unit) => billingOf({ customer, unit, terms }, renderDocument),
    operations: operationsWith(terms),
    portalOperations: portalOperationsWith({ terms, drawn: renderDocument !== undefined }),
    advanceTo: (unit, project, to) => advanceTo(unit, project, to, terms),
    catchUp: (unit, project) => catchUp(unit, project, terms),
    seed: (unit, project, data, createCustomer) => seed(unit, project, data, createCustomer, terms),
  };
}

const fieldsAt = (url: string): PaymentFields => ({
  provider: 'sandbox',
  settings: { url },
  sources: { 'frame-src': [new URL(url).origin] },
});

function operationsWith(terms: BillingTerms): ProviderOperations {
  return {
    getSandboxClock: (context) => getSandboxClock({ ...context, terms }),
    advanceSandboxClock: (context) => advanceSandboxClock({ ...context, terms }),
    getSandboxCatalog: (context) => getSandboxCatalog({ ...context, terms }),
    updateSandboxCatalog: (context) => updateSandboxCatalog({ ...context, terms }),
    createSandboxSubscription: (context) => createSandboxSubscription({ ...context, terms }),
    createSandboxScenario: (context) => createSandboxScenario({ ...context, terms }),
  };
}

function portalOperationsWith(given: { terms: BillingTerms; drawn: boolean }): ProviderPortalOperations {
  return {
    getSandboxControls: (context) => getSandboxControls({ ...context, ...given }),
    updateSandboxControls: (context) => updateSandboxControls({ ...context, ...given }),
    moveSandboxClock: (context) => moveSandboxClock({ ...context, ...given }),
    switchSandboxScenario: (context) => switchSandboxScenario({ ...context, ...given }),
    confirmSandboxPayment: (context) => confirmSandboxPayment({ ...context, ...given }),
    confirmSandboxSetup: (context) => confirmSandboxSetup({ ...context, ...given }),
  };
}
