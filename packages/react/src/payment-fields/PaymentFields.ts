import type { AuthenticationResult, AuthenticationStep, PaymentFieldsHandle } from '@billfold/hooks';
import type { ComponentType } from 'react';

/**
 * The fields of one provider, into which payment methods are entered. They belong to the provider and stand in a frame
 * of its own: what is entered goes from there to the provider, and no page of ours can read it.
 */
export interface PaymentFields {
  /** The provider of `session.paymentFields` that they are for: `sandbox`, `stripe`, … */
  readonly provider: string;
  /** Draws the fields, and loads what they need when it is rendered: render it only where something is to be entered. */
  readonly Fields: ComponentType<PaymentFieldsProps>;
  /** Lets the customer confirm a payment with their bank; `authenticate` of a root that is given none of its own. */
  readonly authenticate: (step: PaymentFieldsAuthenticationStep) => Promise<AuthenticationResult>;
}

/** What the provider's script must know: `session.paymentFields.settings`. */
export type PaymentFieldsSettings = Readonly<Record<string, string>>;

/** A confirmation by the bank, and who is asked to run it. */
export interface PaymentFieldsAuthenticationStep extends AuthenticationStep {
  settings: PaymentFieldsSettings;
  /** BCP 47, of the provider's own words. */
  locale: string;
}

/** Colours, letters and direction are no props: the fields take them from the element that they stand in. */
export interface PaymentFieldsProps {
  settings: PaymentFieldsSettings;
  /** How the frame is named to those who listen. */
  label: string;
  /** BCP 47, of the provider's own words. */
  locale: string;
  /** What the customer is billed in; null where that is not known. Some methods exist for some currencies only. */
  currency: string | null;
  /** Whose method it probably is, to begin with. */
  holder?: string | null;
  /** While something is being confirmed. What was entered stays in sight. */
  disabled: boolean;
  /** Called when more, less or something else is entered. */
  onChange: (entered: PaymentFieldsEntry) => void;
  /** Called when they are no longer `loading`. To try again after `failed` or `slow`, render them with another `key`. */
  onState: (state: PaymentFieldsState) => void;
}

/** What is known outside of the fields of what was entered in them. */
export interface PaymentFieldsEntry {
  /** Whether all that is asked for is there. Whether it is right is found out by `validate`. */
  complete: boolean;
  /** `card`, `sepa_debit`, or what else a provider calls its methods. */
  kind: 'card' | 'sepa_debit' | (string & {});
}

/**
 * How far the fields are. `slow`: it takes long, and may still come. `failed`: nothing can be entered; `blocked` when what
 * they need could not be fetched (a network, a content blocker, a policy of the page), `error` when it broke.
 */
export type PaymentFieldsState =
  | { status: 'loading' | 'slow' }
  /** The handle is the same for as long as they are ready; `submit` of `useAddPaymentMethod` takes it. */
  | { status: 'ready'; handle: PaymentFieldsHandle }
  | { status: 'failed'; reason: 'blocked' | 'error' };
