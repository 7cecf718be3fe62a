import type { english } from './english/index.js';
import type { invoiceStates } from './english/invoiceStates.js';
import type { subscriptionStates } from './english/subscriptionStates.js';

/** Every word of the kit, by the part that says it. A locale is one object of this type. */
export type Words = typeof english;

/** Some words of some parts; what is left out stays as it is. */
export type WordsOverride = { [Part in keyof Words]?: Partial<Words[Part]> };

/** What an invoice is for its reader; a state exists when it has a name. */
export type InvoiceState = keyof typeof invoiceStates;

/** What a subscription is for the one who pays it. */
export type SubscriptionState = keyof typeof subscriptionStates;
