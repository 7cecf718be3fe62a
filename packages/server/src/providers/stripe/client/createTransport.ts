import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type Stripe from 'stripe';
import type { Log } from '../../../http/router.js';
import type { Answer } from './Answer.js';
import { createBulkhead, type BulkheadLimits } from './createBulkhead.js';
import { deadlineHeader } from './callOptions.js';
import { createCircuit, type CircuitLimits } from './createCircuit.js';
import { MOST_ATTEMPTS, mayRepeat, waitBeforeNext, whatIsKnown, type Attempt } from './repetition.js';
import { sendOnce, type StripeRequest } from './sendOnce.js';
import { Unreachable } from './Unreachable.js';

export interface TransportOptions {
  log?: Log | undefined;
  suppressNotices?: boolean | undefined;
  circuit: CircuitLimits;
  bulkhead: BulkheadLimits;
  /** With less time than this nothing is begun: Stripe would do it, and nobody would hear of it. */
  shortestAttemptMs: number;
}

/**
 * How the npm client reaches Stripe. Its own repetitions are switched off; what happens to a request instead, from the outside in:
 * it has one deadline for all that follows · it is repeated where that can do no harm · each attempt waits for its turn · the
 * circuit lets it pass · it is sent once.
 */
export function createTransport(options: TransportOptions): Stripe.HttpClient {
  const circuit = createCircuit(options.circuit, options.log);
  const bulkhead = createBulkhead(options.bulkhead);
  const agents = {
    http: new HttpAgent({ keepAlive: true }),
    // Said, because the environment can say otherwise for a whole process.
    https: new HttpsAgent({ keepAlive: true, rejectUnauthorized: true }),
  };
  const tellNotice = tellNoticesOnce(options);

  const tryOnce = async (request: StripeRequest, deadline: number): Promise<Attempt> => {
    try {
      const answer = await bulkhead.run(deadline, () => {
        const remaining = deadline - Date.now(); // checked: of the network
        if (remaining < options.shortestAttemptMs) throw new Unreachable('no_time', { wasSent: false });
        return circuit.run(() => sendOnce(request, agents[request.protocol], remaining));
      });
      return { answer };
    } catch (error) {
      if (error instanceof Unreachable) return { unreachable: error };
      throw error;
    }
  };

  const send = async (request: StripeRequest, deadline: number): Promise<Attempt> => {
    let last = await tryOnce(request, deadline);
    for (let attempts = 1; attempts < MOST_ATTEMPTS && mayRepeat(request, last); attempts += 1) {
      const wait = waitBeforeNext(last, attempts, Math.random()); // checked: it only spreads the tries
      if (Date.now() + wait + options.shortestAttemptMs > deadline) break; // checked: of the network
      await new Promise((resolve) => setTimeout(resolve, wait));
      last = whatIsKnown(last, await tryOnce(request, deadline));
    }
    return last;
  };

  return {
    getClientName: () => 'billfold',
    async makeRequest(host, port, path, method, allHeaders, body, protocol, timeoutMs) {
      const { [deadlineHeader]: deadline, ...headers } = allHeaders;
      const request = {
        protocol: protocol === 'http' ? 'http' : 'https',
        host,
        port,
        path,
        method,
        body,
        headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
      } satisfies StripeRequest;
      const latest = Date.now() + timeoutMs; // checked: of the network
      const last = await send(request, Math.min(Number(deadline ?? Infinity), latest));
      if ('unreachable' in last) throw last.unreachable;
      return toResponse(last.answer, tellNotice);
    },
  };
}

/** An answer as the npm client reads them. */
function toResponse({ status, headers: allHeaders, body }: Answer, tellNotice: TellNotice) {
  const { 'stripe-notice': notice, ...headers } = allHeaders;
  if (notice !== undefined) tellNotice(String(notice));
  return {
    getStatusCode: () => status,
    getHeaders: () => headers as Record<string, string | string[]>,
    getRawResponse: () => ({ statusCode: status, headers }),
    toJSON: async () => body,
    toStream(): never {
      throw new Error('Answers of Stripe are not streamed here.');
    },
  };
}

type TellNotice = (notice: string) => void;

/** What Stripe has to say of an integration goes to the log, once: the npm client would write past it, with every answer. */
function tellNoticesOnce({ log, suppressNotices = false }: TransportOptions): TellNotice {
  const told = new Set<string>();
  return (notice) => {
    if (suppressNotices || told.has(notice) || told.size >= 100) return;
    told.add(notice);
    log?.info({ notice }, 'Stripe has a notice');
  };
}
