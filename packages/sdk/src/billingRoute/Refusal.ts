/** What ends a request with an answer of its own. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const invalid = (message: string) => new Refusal(400, 'INVALID_REQUEST', message);
export const noCustomer = () => new Refusal(404, 'NOT_FOUND', 'No billing customer record found');
