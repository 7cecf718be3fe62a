import { operation } from '../operation.js';
import type { listAuditLogSchema } from '../audit-log.js';

/** What was done in the project, newest first: by customers, by the merchant’s keys, and by time. */
export const listAuditLog = /* @__PURE__ */ operation<typeof listAuditLogSchema>()({
  name: 'listAuditLog',
  summary: 'List the audit log, newest first, all or what matches.',
  method: 'GET',
  path: '/v1/audit-log',
  access: { by: 'secret_key' },
  errors: ['invalid_cursor'],
});
