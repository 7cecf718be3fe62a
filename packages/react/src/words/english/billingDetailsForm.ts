import type { CustomerKind } from '@billfold/contract';

/** As a label stands inside a sentence: `ZIP code` stays, `City` becomes `city`. */
const inSentence = (label: string) =>
  /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;

/** What billing details are changed with, and what is wrong with what was entered. */
export const billingDetailsForm = {
  optional: '(optional)',
  save: 'Save',
  cancel: 'Cancel',
  /** Of what the portal does not let its customers change. */
  fixed: 'Can’t be changed here.',

  country: 'Country or region',
  chooseCountry: 'Choose a country',
  line1: 'Street address',
  chooseRegion: 'Choose one',
  /** After another country was chosen; the label is that of the region before. */
  regionCleared: (label: string) => `The ${inSentence(label)} was cleared: it belongs to another country.`,
  postalCodeHint: (example: string) =>
    `Usually written like ${example}. If yours looks different, keep it as it is.`,
  phoneHint: 'With the country code, such as +49 30 123456.',

  taxIdsAdvice: (kind: CustomerKind) =>
    kind === 'business'
      ? 'Printed on your invoices. A valid VAT number can change the tax that you pay.'
      : 'Only if your tax office wants a number on your invoices.',
  taxIdType: 'Type of tax ID',
  taxIdValue: 'Tax ID',
  taxIdExample: (example: string) => `For example ${example}`,
  taxIdHint: (example: string) => `Usually written like ${example}. It is checked when you save.`,
  taxIdsOf: (country: string) => `Used in ${country}`,
  taxIdsOfAll: 'All types',
  addTaxId: 'Add a tax ID',
  taxIdLimit: (max: number) => `You can have ${max} tax IDs at most.`,
  remove: 'Remove',
  /** Names a button by what it removes. */
  removeNamed: (what: string) => `Remove ${what}`,
  removeTaxId: (position: number) => `Remove new tax ID ${position}`,
  removed: 'Is removed when you save.',
  keep: 'Keep',
  keepNamed: (what: string) => `Keep ${what}`,

  invoiceEmailsAdvice: (email: string | null) =>
    email
      ? `Without one, invoices are sent to ${email}, with which you sign in. That address is changed in the app, not here.`
      : 'Where invoices are sent. It has nothing to do with how you sign in.',
  invoiceEmail: (position: number) => `Invoice email ${position}`,
  addInvoiceEmail: 'Add an invoice email',
  removeInvoiceEmail: (position: number) => `Remove invoice email ${position}`,
  invoiceEmailLimit: (max: number) => `You can have ${max} invoice emails at most.`,
  purchaseOrder: 'Purchase order or reference',
  purchaseOrderHint: 'Printed on every invoice.',

  problemsTitle: 'Nothing was saved yet. Check what you entered:',
  /** Where some of it arrived and some did not. */
  partlySaved: 'Some of it was saved. This was not:',
  notSaved: 'Your details were not saved.',
  kept: 'What you typed is still here.',
  missing: (label: string) => `Enter the ${inSentence(label)}.`,
  /** Of a field that the server did not take. */
  refused: (label: string) => `Check the ${inSentence(label)}.`,
  emailRefused: 'Enter an email address, such as invoices@example.com.',
  emailTwice: 'This email address is there already.',
  phoneRefused: 'Enter a phone number in digits. Spaces and + - / ( ) . are fine.',
  taxIdRefused: (type: string) => `Check this number: it is no ${type}.`,
  taxIdTwice: 'This tax ID is there already.',
  notAllowed: (label: string) => `The ${inSentence(label)} can’t be changed here.`,

  offline: 'You are offline. What you typed stays here; save it when the connection is back.',
  changedElsewhere: 'These details were changed elsewhere in the meantime.',
  changedElsewhereAdvice: 'What you typed is still here. Saving changes only what you have changed.',
  takeOver: 'Show what is on file now',
};
