import {
  getSession,
  type Document,
  type InputOf,
  type Operation,
  type OutputOf,
  type Session,
} from '@billfold/contract';
import { BillfoldError, isBillfoldError, isMisuse, isNamed, misuse } from './BillfoldError.js';
import { readDocument, readError, readOutput, type DownloadedDocument } from './readResponse.js';
import { createFreshness, type Freshness } from './freshness.js';
import { createStepUp, type OnStepUp } from './stepUp.js';
import { createTokenSource, type Credential, type SessionSource } from './tokenSource.js';
import { toRequest } from './toRequest.js';
import { within } from './within.js';

/** An operation that a customer's page may call. Operations for secret keys do not type-check here. */
export type PortalOperation = Operation<unknown, unknown> & {
  access: { by: 'portal_session' | 'link_code' };
};

export interface ClientOptions {
  /** Where the portal API is, such as `https://billing.example.com`; `''` for the page's own origin. */
  baseUrl: string;
  session: SessionSource;
  /**
   * Your own stable name of who is billed (a user or account id). It scopes everything cached: name it on a server that
   * prefetches and in the page, and both find the same data. Unnamed, the client shares with nobody.
   */
  customer?: string;
  /** Default: the global `fetch`. */
  fetch?: typeof fetch;
  /** How long one call may take, in milliseconds, everything included; an archive takes up to eight times that. Default: 15,000. */
  timeoutMs?: number;
  /** Told once when the session is over and can't be renewed, and again only if it came back to life in between. */
  onSessionExpired?: () => void;
  /** Told when the credential turns out to be another customer's than before: forget what is cached of the old one. */
  onCustomerChange?: (customer: string) => void;
  /**
   * Asked when the portal wants a fresh proof of who sits there. `true`: the same request is sent once more. Without it, or
   * on `false`, the call fails with `step_up_required`. Read anew whenever it is needed.
   */
  onStepUp?: OnStepUp;
}

export interface CallOptions {
  signal?: AbortSignal;
  /** One per intent of the customer, not per try: a retry of the same intent carries the same key. */
  idempotencyKey?: string;
  /** Of the resource as the customer has seen it: done for this version or not at all. */
  version?: number;
  /** Whether an answer from what the portal knew last is none: for whoever decides by it. Then the call fails. */
  mustBeCurrent?: boolean;
}

/** The portal API for one customer. Holds a credential in memory and knows nothing of React or caches. */
export interface Client {
  /** Names whose data this is; leads every query key. */
  readonly scope: string;
  /** Whether what was read last is as it is now. The portal answers from what it knows while billing can not be reached. */
  readonly freshness: Freshness;
  /**
   * Calls an operation and resolves to its output.
   * @throws {BillfoldError} on everything but success; when `signal` aborts, its reason.
   */
  call<O extends PortalOperation>(
    operation: O & JsonOnly<O>,
    input: InputOf<O>,
    options?: CallOptions,
  ): Promise<OutputOf<O>>;
  /**
   * Fetches a document, PDF, CSV or ZIP, as the operation says.
   * @throws {BillfoldError} as `call` does.
   */
  download<O extends PortalOperation & { produces: 'pdf' | 'csv' | 'zip' }>(
    operation: O,
    input: InputOf<O>,
    options?: CallOptions,
  ): Promise<DownloadedDocument>;
}

type JsonOnly<O> = OutputOf<O> extends Document ? never : unknown;

let unnamed = 0;

/** Makes a client. Nothing is requested before the first call, so making one is free, also on a server. */
export function createClient(options: ClientOptions): Client {
  const { session, customer, timeoutMs = 15_000, onSessionExpired, onCustomerChange } = options;
  if (typeof options.baseUrl !== 'string') {
    throw misuse(
      `baseUrl is ${String(options.baseUrl)}, but requests need an address. Pass the portal API's, or '' for the page's own origin.`,
    );
  }
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  // Always called as a plain function: the browser's fetch refuses to be anybody's method.
  const { fetch: send = (input: Parameters<typeof fetch>[0], init?: RequestInit) => fetch(input, init) } =
    options;
  const source = createTokenSource(session, send, timeoutMs);
  const freshness = createFreshness();
  const stepUp = createStepUp(askSession, () => options.onStepUp);
  let seen: { customer: string; generation: number } | null = null;
  let expiryTold = false;

  async function exchange<Output>(
    operation: PortalOperation,
    input: unknown,
    callOptions: CallOptions,
    read: (response: Response) => Promise<Output>,
  ): Promise<Output> {
    const { path, init } = toRequest(operation, input, callOptions);
    const { signal } = callOptions;
    // An archive is as many documents as a year has, over whatever connection there is.
    const patience = operation.produces === 'zip' ? 8 * timeoutMs : timeoutMs;
    let deadline: AbortSignal;

    const attempt = async (credential: Credential, end: AbortSignal) => {
      if (operation.method !== 'GET') await learnCustomer(credential, end);
      return sendWith(credential, path, init, end);
    };

    const request = async () => {
      deadline = AbortSignal.timeout(patience);
      const end = signal ? eitherOf(signal, deadline) : deadline;
      let credential = await source.current();
      let response = await attempt(credential, end);
      if (response.status === 401 && operation.access.by === 'portal_session') {
        credential = await source.renew(credential);
        response = await attempt(credential, end);
      }
      noticeCustomer(response, credential);
      if (response.ok && operation.method === 'GET') {
        const asOf = response.headers.get('Billfold-As-Of');
        if (asOf && callOptions.mustBeCurrent) {
          const message = `${operation.name} is answered as of ${asOf}.`;
          throw new BillfoldError('provider_unavailable', message, { status: 503 });
        }
        freshness.notice(path, asOf);
      }
      return response;
    };

    try {
      const { answered } = stepUp;
      let response = await request();
      let refusal = response.ok ? null : await readError(response);
      if (refusal?.code === 'step_up_required') {
        const asked = stepUp.prove(operation.name, answered);
        const proof = await (signal ? within(asked, signal) : asked);
        if (proof.isProven) {
          // Somebody took their time for this, which is not the portal's: it has all of its own again.
          response = await request();
          refusal = response.ok ? null : await readError(response);
        }
        if (refusal?.code === 'step_up_required') Object.assign(refusal, { stepUp: proof.request });
      }
      if (refusal) throw refusal;
      const output = await read(response);
      expiryTold = false;
      return output;
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (isBillfoldError(error)) tellExpiry(error);
      else if (deadline!.aborted) {
        throw new BillfoldError('timeout', `${operation.name} took longer than ${patience} ms.`, {
          cause: error,
        });
      } else if (!isMisuse(error) && !isNamed(error, 'AbortError')) {
        throw new BillfoldError('network', `${operation.name} could not reach the portal.`, { cause: error });
      }
      throw error;
    }
  }

  const sendWith = (
    credential: Credential,
    path: string,
    init: ReturnType<typeof toRequest>['init'],
    signal: AbortSignal,
  ) =>
    send(baseUrl + path, {
      ...init,
      headers: { ...init.headers, ...credential.headers },
      credentials: credential.cookies,
      // The API never redirects. Whatever does must not get the credential.
      redirect: 'error',
      signal,
    });

  /**
   * A write is meant for the customer whose data it was made from, and many name nobody: the credential decides. Whose a
   * renewed credential is shows with its first answer, so a write must not be its first question.
   */
  async function learnCustomer(credential: Credential, signal: AbortSignal): Promise<void> {
    if (!seen || credential.generation <= seen.generation) return;
    const { customer } = seen;
    const { path, init } = toRequest(getSession, {});
    const answer = await sendWith(credential, path, init, signal);
    noticeCustomer(answer, credential);
    // Of whom it is was not said, so nothing is written.
    if (seen.generation < credential.generation) throw await readError(answer);
    if (seen.customer !== customer) throw changedCustomer();
  }

  async function askSession(): Promise<Session> {
    const { path, init } = toRequest(getSession, {});
    const credential = await source.current();
    const answer = await sendWith(credential, path, init, AbortSignal.timeout(timeoutMs));
    noticeCustomer(answer, credential);
    if (!answer.ok) throw await readError(answer);
    return (await readOutput(answer)) as Session;
  }

  function tellExpiry({ code }: BillfoldError): void {
    if (code !== 'unauthorized' || expiryTold) return;
    expiryTold = true;
    onSessionExpired?.();
  }

  /** Every answer names its customer, so a credential that has become somebody else's is noticed with the first one. */
  function noticeCustomer(response: Response, { generation }: Credential): void {
    const named = response.headers.get('Billfold-Customer');
    if (!named) return;
    const before = seen;
    if (before && named !== before.customer && generation < before.generation) {
      throw changedCustomer();
    }
    seen = { customer: named, generation: Math.max(generation, before?.generation ?? 0) };
    if (!before || named === before.customer) return;
    freshness.clear();
    onCustomerChange?.(named);
  }

  return {
    freshness,
    scope: `${baseUrl} ${customer ?? (typeof session === 'object' ? session.hosted : unshared())}`,
    call: (operation, input, callOptions = {}) =>
      exchange(operation, input, callOptions, readOutput) as never,
    download: (operation, input, callOptions = {}) =>
      exchange(operation, input, callOptions, (response) => readDocument(response, operation.produces)),
  };
}

function changedCustomer(): DOMException {
  return new DOMException('The customer changed while this call was under way.', 'AbortError');
}

/** Aborts with the first of two signals: `AbortSignal.any`, for engines that are older than it. */
function eitherOf(...signals: AbortSignal[]): AbortSignal {
  const either = new AbortController();
  for (const signal of signals) {
    const abort = () => either.abort(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  }
  return either.signal;
}

/** A scope that no other client has, also where two copies of this package meet on one page. */
function unshared(): string {
  unnamed += 1;
  return `#${unnamed}${typeof window === 'undefined' ? '' : Math.random().toString(36).slice(1)}`;
}
