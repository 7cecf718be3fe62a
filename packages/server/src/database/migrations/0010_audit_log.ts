/**
 * The audit log, to be looked through: by who did it, to what, and what it was. And in the order in which it was written, since
 * much of one request is written at one instant. Only adds: servers of the version before write rows that count themselves.
 */
export const auditLog = {
  name: '0010_audit_log',
  sql: `
alter table audit_log add column sequence bigint generated always as identity;
create index audit_log_by on audit_log (project_id, by, at desc, sequence desc);
create index audit_log_target on audit_log (project_id, target, at desc, sequence desc);
create index audit_log_action on audit_log (project_id, action, at desc, sequence desc);
`,
};
