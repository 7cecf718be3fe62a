import { listAuditLog, type AuditEntry, type InputOf, type Page } from '@billfold/contract';
import { allPages, type AllOptions } from './pages.js';
import type { Call, CallOptions } from './transport.js';

/** Which entries: all, or those that match everything that is given. `since` is among them, `until` is not. */
export type AuditLogQuery = InputOf<typeof listAuditLog>;

/** `billfold.auditLog` */
export interface AuditLog {
  /** One page, newest first. */
  list(query?: AuditLogQuery, options?: CallOptions): Promise<Page<AuditEntry>>;
  listAll(query?: Omit<AuditLogQuery, 'cursor'>, options?: AllOptions): AsyncGenerator<AuditEntry, void>;
}

export function auditLog(call: Call): AuditLog {
  return {
    list: (query = {}, options) => call(listAuditLog, query, options),
    listAll: (query = {}, options) => allPages(call, listAuditLog, query, options),
  };
}
