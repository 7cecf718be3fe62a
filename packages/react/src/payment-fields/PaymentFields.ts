import type { PaymentFailure } from '@billfold/contract';
import type { AuthenticationResult, AuthenticationStep, BillfoldError, Client } from '@billfold/hooks';
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
  /** Called when the state changes. To try again after `failed` or `slow`, render the fields with another `key`. */
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
  | { status: 'ready'; handle: PaymentFieldsHandle }
  | { status: 'failed'; reason: 'blocked' | 'error' };

/** What a form does with the fields. It is the same object for as long as the fields are ready. */
export interface PaymentFieldsHandle {
  /** Whether everything is there and looks right. Where not, the fields say what is wrong and take the focus. */
  validate(): Promise<boolean>;
  /**
   * Confirms a setup intent with what was entered; to be called after `validate` was true. Called again with the same
   * secret, it goes on: after a refusal with what is entered now, after an answer that was lost where it was. Never
   * rejects.
   */
  confirm(step: ConfirmFieldsStep): Promise<FieldsConfirmation>;
  /** Puts the focus into the fields. */
  focus(): void;
}

/** What a confirmation needs. */
export interface ConfirmFieldsStep {
  /** Of the setup intent. Keep it out of addresses and logs. */
  clientSecret: string;
  /** Where a bank that takes the whole page must send the customer back to. */
  returnUrl: string;
  /** Where the bank's step is drawn: an element in the page, never in a dialog. */
  container: HTMLElement | null;
  client: Client;
  /** Aborts when nobody waits any more: what was drawn is taken away. */
  signal: AbortSignal;
}

/**
 * What the page saw; what is true is asked of the portal, with the setup intent.
 *
 * `confirmed`: it was accepted, or the bank is going to say. `refused`: it can not be used, or the bank was told no.
 * `invalid`: the fields say what is wrong in them. `abandoned`: the customer went away from the bank's step. `unknown`:
 * nobody knows whether it arrived, which is no refusal; the same secret can be confirmed again. `failed`: the portal has
 * refused the call itself, and says why: tried too often, the session is over, …
 */
export type FieldsConfirmation =
  | { status: 'confirmed' | 'invalid' | 'abandoned' | 'unknown' }
  | { status: 'refused'; failure: PaymentFailure | null }
  | { status: 'failed'; error: BillfoldError };
