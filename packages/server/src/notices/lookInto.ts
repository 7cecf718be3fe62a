import { isRefusal } from '../intents/ask.js';
import { lookIntoCustomer } from './lookIntoCustomer.js';
import { lookIntoInvoice, lookIntoInvoices } from './lookIntoInvoice.js';
import { lookIntoPaymentMethods } from './lookIntoPaymentMethods.js';
import { lookIntoSubscription, lookIntoSubscriptions } from './lookIntoSubscription.js';
import type { OpenNotice } from './noticeRows.js';
import type { Finding, Reader } from './Teller.js';

/** What was found, and of which notices. */
export interface Looked {
  findings: Finding[];
  settled: string[];
  /** Why some could not be looked into. They stay open. */
  failures: unknown[];
}

/** Reads everything that a customer has, for the first time. */
export async function lookIntoAll(reader: Reader, notices: readonly OpenNotice[]): Promise<Looked> {
  const findings = [
    await lookIntoCustomer(reader),
    await lookIntoPaymentMethods(reader),
    ...(await lookIntoInvoices(reader)),
    ...(await lookIntoSubscriptions(reader)),
  ];
  return { findings, settled: notices.map(({ id }) => id), failures: [] };
}

/**
 * Reads anew what notices are about, each thing once, whatever was said of it and how often. One that can not be read keeps none of
 * the others waiting.
 */
export async function lookIntoEach(reader: Reader, notices: readonly OpenNotice[]): Promise<Looked> {
  const things = new Map<string, OpenNotice[]>();
  for (const notice of notices) {
    const thing = thingOf(notice);
    things.set(thing, [...(things.get(thing) ?? []), notice]);
  }
  const looked: Looked = { findings: [], settled: [], failures: [] };
  for (const about of things.values()) {
    try {
      const finding = await lookIntoOne(reader, about[0]!);
      if (finding) looked.findings.push(finding);
      looked.settled.push(...about.map(({ id }) => id));
    } catch (error) {
      looked.failures.push(error);
    }
  }
  looked.findings.sort((a, b) => order.indexOf(a.place) - order.indexOf(b.place) || earlier(a, b));
  return looked;
}

/** Of who is billed and of what is on file there is no part to be read by itself. */
function thingOf({ object, objectId }: OpenNotice): string {
  if (object === 'subscription' || object === 'invoice') return `${object} ${objectId}`;
  return object === 'setup_intent' ? 'payment_method' : object;
}

/** What the provider says is not there, or not this customer's, was looked into. */
async function lookIntoOne(reader: Reader, { object, objectId }: OpenNotice): Promise<Finding | null> {
  try {
    switch (object) {
      case 'customer':
        return await lookIntoCustomer(reader);
      case 'subscription':
        return await lookIntoSubscription(reader, objectId);
      case 'invoice':
        return await lookIntoInvoice(reader, objectId);
      case 'payment_method':
      case 'setup_intent':
        return await lookIntoPaymentMethods(reader);
    }
  } catch (error) {
    if (isRefusal(error) && error.code === 'not_found') return null;
    throw error;
  }
}

const order: readonly Finding['place'][] = ['customer', 'payment_method', 'invoice', 'subscription'];

const earlier = (a: Finding, b: Finding) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0);
