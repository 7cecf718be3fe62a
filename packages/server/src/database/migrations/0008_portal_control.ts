/**
 * What a merchant controls: whole configurations, their own domain and logo, flows and proofs of sessions, keys that end, and
 * an audit log that says what was changed. Only adds: servers of the version before write rows without any of it.
 */
export const portalControl = {
  name: '0008_portal_control',
  sql: `
alter table portal_configurations
  add column business_profile jsonb not null default '{}',
  add column step_up jsonb not null default '{}',
  add column default_return_url text,
  add column created_at timestamptz(3) not null default now(),
  add column updated_at timestamptz(3) not null default now();

alter table projects add column domain text unique;

create table logos (
  project_id text not null references projects (id),
  hash text not null,
  type text not null,
  bytes bytea not null,
  created_at timestamptz(3) not null,
  primary key (project_id, hash)
);
create index logos_hash on logos (hash);

alter table secret_keys
  add column name text,
  add column last_used_at timestamptz(3),
  add column expires_at timestamptz(3);

alter table portal_sessions
  add column flow jsonb,
  add column proven_until timestamptz(3),
  add column ended_by text check (ended_by in ('customer', 'merchant'));
create index portal_sessions_newest on portal_sessions (project_id, created_at desc, id desc);

alter table audit_log
  add column before jsonb,
  add column after jsonb,
  add column event_id text,
  add column request_id text,
  add column ip_hash text;
create index audit_log_customer on audit_log (project_id, customer_id, at desc, id desc);

alter table events
  add column sequence bigint generated always as identity,
  add column actor jsonb,
  add column request_id text,
  add column idempotency_key text;
create index events_sequence on events (project_id, sequence desc);
`,
};
