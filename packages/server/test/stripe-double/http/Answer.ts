import type { StripeFault } from '../StripeFault.js';

/** What is sent back. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export function answerWith(object: object): Answer {
  return { status: 200, headers: {}, body: JSON.stringify(object, null, 2) };
}

/** An error, as Stripe writes one. */
export function answerFault(fault: StripeFault, headers: Record<string, string> = {}): Answer {
  const { code } = fault.body;
  const error = {
    ...fault.body,
    ...(code && { doc_url: `https://docs.stripe.com/error-codes/${code.replaceAll('_', '-')}` }),
  };
  return { status: fault.status, headers, body: JSON.stringify({ error }, null, 2) };
}
