import { taxIdTypeFacts } from '@billfold/contract/countries';
import type { LogoImage } from '../../../branding/LogoImage.js';
import type { InvoiceDocument } from '../documents.js';
import { addressLines, isWritten } from './address.js';
import { formatDate, formatMoney } from './formats.js';
import { describeInvoice } from './invoiceContent.js';
import { describeReceipt } from './receiptContent.js';
import { reverseChargeNotes } from './sums.js';
import { words } from './words.js';

/** What a document says, all in words and before any thought of where it stands on the page. */
export interface Content extends KindContent {
  /** What a viewer shows in its window. */
  documentTitle: string;
  number: string;
  seller: string;
  /** What the seller says of itself in one line. */
  sellerHeadline: string | null;
  logo: LogoImage | null;
  accent: string | null;
  billedTo: string[];
  lines: Line[];
  notes: string[];
  links: string[];
}

/** What an invoice says in one way and a receipt in another. */
export interface KindContent {
  title: string;
  stamp: Stamp | null;
  facts: Row[];
  /** The one amount that matters. */
  headline: string;
  totals: Total[];
  /** The time that is written into the document as that of its making. */
  madeAt: Date;
}

export interface Stamp {
  text: string;
  tone: 'success' | 'warning' | 'neutral';
}

export interface Row {
  label: string;
  value: string;
}

export interface Total extends Row {
  strong: boolean;
}

export interface Line {
  description: string;
  period: string | null;
  quantity: string;
  unitAmount: string;
  amount: string;
}

/**
 * Words an invoice or a receipt. The same document is worded the same way anywhere, at any time.
 * @param regionName what the region of the customer's address is called where it is not written by its code.
 */
export function describeDocument(
  document: InvoiceDocument,
  locale: string,
  regionName: string | null = null,
): Content {
  const { kind, invoice, customer, branding } = document;
  const { supportUrl, privacyUrl, termsUrl } = branding;
  const ofKind = kind === 'invoice' ? describeInvoice(invoice, locale) : describeReceipt(invoice, locale);
  return {
    ...ofKind,
    facts: [...ofKind.facts, ...purchaseOrder(customer)],
    documentTitle: `${ofKind.title} ${invoice.number}`,
    number: invoice.number,
    seller: branding.displayName,
    sellerHeadline: branding.headline,
    logo: branding.logo,
    accent: branding.accent,
    billedTo: [
      customer.name,
      ...(customer.address ? addressLines(customer.address, locale, regionName) : []),
      customer.email,
      ...customer.taxIds.map(({ type, value }) => words.taxId(taxIdTypeFacts[type].label, value)),
    ].filter(isWritten),
    lines: invoice.lines.map((line) => describeLine(line, locale)),
    notes: reverseChargeNotes(invoice),
    links: [
      supportUrl && words.support(supportUrl),
      privacyUrl && words.privacy(privacyUrl),
      termsUrl && words.terms(termsUrl),
    ].filter(isWritten),
  };
}

/** The customer's own reference. Their bookkeepers look for it beside the number. */
function purchaseOrder({ purchaseOrder: value }: InvoiceDocument['customer']): Row[] {
  return isWritten(value) ? [{ label: words.purchaseOrder, value }] : [];
}

function describeLine(line: InvoiceDocument['invoice']['lines'][number], locale: string): Line {
  const { description, period, quantity, unitAmount, amount } = line;
  return {
    description,
    period: period && words.period(formatDate(period.startAt, locale), formatDate(period.endAt, locale)),
    quantity: new Intl.NumberFormat(locale).format(quantity),
    unitAmount: unitAmount ? formatMoney(unitAmount, locale) : '',
    amount: formatMoney(amount, locale),
  };
}
