import { createHmac, timingSafeEqual } from 'node:crypto';
import { BillfoldError, type Notice, type RemoteProvider } from '@billfold/server';

/** How old a notice may be, and how far ahead of our clock. */
const TOLERANCE_MS = 5 * 60_000;

/** What a notice of the company says of itself. What has changed is not in it, and would not be believed. */
interface CompanyNotice {
  id: string;
  type: string;
  account: string;
  about: string;
  at: string;
}

/** Reads what the company sends when something has happened there without the portal. */
export function readNotices(secret: string): NonNullable<RemoteProvider['readNotice']> {
  return async (body, headers, now) => {
    const expected = createHmac('sha256', secret).update(body).digest();
    const given = Buffer.from(headers.get('company-signature') ?? '', 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new BillfoldError('unauthorized');
    const notice = JSON.parse(new TextDecoder().decode(body)) as CompanyNotice;
    if (Math.abs(now.getTime() - Date.parse(notice.at)) > TOLERANCE_MS)
      throw new BillfoldError('unauthorized');
    return toNotice(notice);
  };
}

function toNotice({ id, type, account, about, at }: CompanyNotice): Notice {
  const noun = type.split('.')[0];
  const object = noun === 'agreement' ? 'subscription' : noun === 'bill' ? 'invoice' : null;
  const prefix = object === 'subscription' ? 'sub' : 'in';
  return {
    id,
    type,
    createdAt: new Date(at),
    about: object && { providerCustomer: account, object, id: `${prefix}_${about}` },
  };
}
