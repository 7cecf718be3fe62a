import type { State } from '../State.js';

/** Where the double shows what Stripe shows on pages of its own. */
export const addresses = {
  hostedInvoice: (state: State, invoice: string) => `${state.url}/hosted/invoices/${invoice}`,
  invoicePdf: (state: State, invoice: string) => `${state.url}/hosted/invoices/${invoice}/pdf`,
  receipt: (state: State, charge: string) => `${state.url}/hosted/receipts/${charge}`,
};
