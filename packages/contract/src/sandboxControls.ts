import * as v from 'valibot';
import { paymentFailures } from './invoices.js';
import { SandboxPaymentMethod, scenarios } from './sandbox.js';
import { Id, Line } from './text.js';
import { Instant } from './time.js';

/** How the customer's next charge ends, whatever it is charged to; `usual`: as the payment method's name says. */
export const nextCharges = ['usual', 'fails', 'requires_action', 'processing'] as const;

/**
 * What a person who tries the sandbox out has in hand, from the customer's side: the time of the project, and what
 * happens to this customer. It is there with the sandbox only, and moves no money.
 */
export const SandboxControls = v.object({
  now: Instant,
  nextCharge: v.picklist(nextCharges),
  /** What the customer's default payment method stands for; null: they have no default. */
  paymentMethod: v.nullable(SandboxPaymentMethod),
  scenarios: v.array(v.picklist(scenarios)),
});
export type SandboxControls = v.InferOutput<typeof SandboxControls>;

export const getSandboxControlsSchema = { input: v.strictObject({}), output: SandboxControls };

export const updateSandboxControlsSchema = {
  input: v.strictObject({
    nextCharge: v.optional(v.picklist(nextCharges)),
    /** Puts a test method on file for all subscriptions of the customer; null takes it away. */
    paymentMethod: v.optional(v.nullable(SandboxPaymentMethod)),
    /** Lets the default card run out: from now on it is refused as expired. */
    expireCard: v.optional(v.literal(true)),
  }),
  output: SandboxControls,
};

export const moveSandboxClockSchema = {
  input: v.strictObject({
    /** At most ten years after the sandbox's time, and never before it. */
    advanceTo: Instant,
  }),
  output: SandboxControls,
};

export const switchSandboxScenarioSchema = {
  input: v.strictObject({ scenario: v.picklist(scenarios) }),
  output: SandboxControls,
};

export const confirmSandboxPaymentSchema = {
  input: v.strictObject({
    /** Of the answer `requires_action`. */
    clientSecret: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
    /** What the bank says, in the place of a bank. */
    outcome: v.picklist(['authenticated', 'refused']),
  }),
  output: v.object({ subscription: v.nullable(Id('sub')), invoice: v.nullable(Id('in')), paid: v.boolean() }),
};

export const confirmSandboxSetupSchema = {
  input: v.strictObject({
    /** Of the setup intent. */
    clientSecret: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
    /** What the sandbox's own fields have made of what was entered in them: the number itself never leaves them. */
    method: SandboxPaymentMethod,
    /** As it is printed on a card; for a card only. */
    expiry: v.optional(
      v.strictObject({
        month: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(12)),
        year: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2099)),
      }),
    ),
    holder: v.optional(Line(200)),
    /** What the bank says, in the place of a bank, where it has asked. */
    outcome: v.optional(v.picklist(['authenticated', 'refused'])),
  }),
  output: v.object({
    /** `requires_action`: the bank asks; call it again with an `outcome`. */
    status: v.picklist(['succeeded', 'processing', 'requires_action', 'failed']),
    failure: v.nullable(v.picklist(paymentFailures)),
  }),
};
