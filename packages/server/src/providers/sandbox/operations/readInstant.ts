import { BillfoldError } from '../../../errors.js';

/** @throws BillfoldError `invalid_request` for what has the form of an instant but is none, such as a 31st of June. */
export function readInstant(text: string, path: string): Date {
  const date = new Date(text);
  if (!Number.isNaN(date.getTime())) return date;
  throw new BillfoldError('invalid_request', { fields: [{ path, message: 'is not a day of the calendar' }] });
}
