import type { DescribedOperation } from '@billfold/contract';
import { BillfoldError } from '../errors.js';

/**
 * The version that `If-Match` names, where an operation asks for it. It must be one version: whoever sends `*` has not
 * looked at what they change.
 */
export function readVersion({ version }: DescribedOperation, request: Request): number {
  if (version === 'none') return 0;
  const header = request.headers.get('if-match');
  if (header === null) throw new BillfoldError('version_missing');
  const [, named] = /^"([1-9]\d{0,8})"$/.exec(header.trim()) ?? [];
  if (named === undefined) {
    throw new BillfoldError('invalid_request', {
      fields: [{ path: 'If-Match', message: 'must be one version in quotes, such as "3"' }],
    });
  }
  return Number(named);
}
