import * as v from 'valibot';
import {
  CouponId,
  createCustomerSchema,
  SandboxCatalogInput,
  sandboxPaymentMethods,
  type FieldError,
} from '@billfold/contract';
import { CannotStart } from '../../../CannotStart.js';
import { isPointInTime } from './pointInTime.js';

const { reference, ...facts } = createCustomerSchema.input.entries;

const PointInTime = v.pipe(
  v.string(),
  v.check(
    isPointInTime,
    'must be a day (2025-01-31), an instant (2025-01-31T09:00:00Z) or a time ago (-24 months, or -4 days -6 months)',
  ),
);

const PaymentMethod = v.nullable(v.picklist(sandboxPaymentMethods));
const Quantity = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999_999));
const PriceId = v.pipe(v.string(), v.minLength(1));

/** Something that the customer did later on. */
const ChangeData = v.pipe(
  v.strictObject({
    at: PointInTime,
    /** It is paid by something else, for example to let the last renewals be refused. */
    paymentMethod: v.optional(PaymentMethod),
    /** It goes on at another price, or with as many seats. */
    price: v.optional(PriceId),
    quantity: v.optional(Quantity),
    /** The other price or quantity comes with the next period. */
    atPeriodEnd: v.optional(v.boolean(), false),
    /** A coupon of the catalogue is taken off from now on. */
    coupon: v.optional(CouponId),
    /** It is paused for so many months, from the end of the period that is paid. */
    pauseMonths: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24))),
    /** It was canceled, and ran until the period ended. */
    cancelAtPeriodEnd: v.optional(v.literal(true)),
  }),
  v.check(
    ({ at: _, atPeriodEnd, ...done }) =>
      Object.keys(done).length > 0 &&
      (!atPeriodEnd || done.price !== undefined || done.quantity !== undefined),
    'must say what changes',
  ),
);

const SubscriptionData = v.pipe(
  v.strictObject({
    /** Id of a price in the catalogue. */
    price: PriceId,
    /** Seats, where the price is per seat. */
    quantity: v.optional(Quantity, 1),
    /** When it began: a day, an instant, or a time ago. Everything since then is billed. */
    startedAt: PointInTime,
    /** Days before it is first paid for. */
    trialDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(730)), 0),
    /** A published test method; `null`: nothing is on file. */
    paymentMethod: v.optional(PaymentMethod, 'visa'),
    /** A time in the last month of the card; null: years from now. */
    cardRunsOut: v.optional(v.nullable(PointInTime), null),
    /** A coupon of the catalogue that it had from the start; null: none. */
    coupon: v.optional(v.nullable(CouponId), null),
    changes: v.optional(v.array(ChangeData), []),
    /** Canceled just now, and running until the period ends. */
    cancelAtPeriodEnd: v.optional(v.boolean(), false),
    /** Who bills it instead, such as an app store, and where it is changed there: then it is only shown. */
    managedBy: v.optional(
      v.nullable(
        v.strictObject({
          name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
          manageUrl: v.optional(v.nullable(v.pipe(v.string(), v.url(), v.startsWith('https://'))), null),
        }),
      ),
      null,
    ),
  }),
  v.check(
    ({ managedBy, changes, coupon, cancelAtPeriodEnd }) =>
      managedBy === null || (changes.length === 0 && coupon === null && !cancelAtPeriodEnd),
    'is billed elsewhere: it can not be changed, discounted or canceled here',
  ),
);

const CustomerData = v.strictObject({
  /** The app's own id of the customer. A customer whose reference exists is left alone. */
  reference: v.nonNullish(v.unwrap(reference)),
  ...facts,
  subscriptions: v.optional(v.array(SubscriptionData), []),
});

const Schema = v.strictObject({
  catalog: SandboxCatalogInput,
  customers: v.optional(v.array(CustomerData), []),
});

/**
 * What a sandbox starts with, as a person writes it in a file: what is sold, and who bought it when. Invoices and
 * payments are not written down: they are computed from it, up to the present.
 */
export type SandboxData = v.InferInput<typeof Schema>;

/** Data that was checked, with what was left out filled in. */
export type ParsedSandboxData = v.InferOutput<typeof Schema>;
export type ParsedCatalog = ParsedSandboxData['catalog'];
export type ParsedCustomer = ParsedSandboxData['customers'][number];
export type ParsedChange = v.InferOutput<typeof ChangeData>;

/** Data that can not be used. The message has a line for each fault, with its place and what to write instead. */
export class InvalidSandboxData extends CannotStart {
  readonly faults: FieldError[];

  constructor(faults: FieldError[]) {
    super(
      `The sandbox data is not valid:\n${faults.map(({ path, message }) => `  ${path}: ${message}`).join('\n')}`,
    );
    this.name = 'InvalidSandboxData';
    this.faults = faults;
  }
}

/**
 * Checks sandbox data, such as the parsed content of a JSON file.
 * @throws InvalidSandboxData naming every place that must change.
 */
export function parseSandboxData(data: unknown): ParsedSandboxData {
  const result = v.safeParse(Schema, data);
  const faults = result.success ? repeatedReferences(result.output) : result.issues.map(toFault);
  if (!result.success || faults.length > 0) throw new InvalidSandboxData(faults);
  return result.output;
}

function toFault(issue: v.BaseIssue<unknown>): FieldError {
  return { path: v.getDotPath(issue) ?? '(the whole file)', message: issue.message };
}

/** Customers whose reference was taken: they would be taken for the earlier one, and never be made. */
function repeatedReferences({ customers }: ParsedSandboxData): FieldError[] {
  const references = customers.map((customer) => customer.reference);
  return references.flatMap((reference, index) =>
    references.indexOf(reference) === index
      ? []
      : [{ path: `customers.${index}.reference`, message: `${reference} is in the data twice` }],
  );
}
