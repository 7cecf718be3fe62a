/**
 * Where events are sent, what is still to be sent, and what became of each try. Deliveries refer to their endpoint by its id
 * only: a foreign key would make every change of a customer wait for whoever removes an endpoint, and then fail.
 */
export const webhooks = {
  name: '0009_webhooks',
  sql: `
create table webhook_endpoints (
  project_id text not null references projects (id),
  id text not null,
  url text not null,
  description text,
  event_types text[],
  secret text not null,
  previous_secret text,
  previous_secret_until timestamptz(3),
  enabled boolean not null,
  disabled_reason text check (disabled_reason in ('failing', 'gone', 'merchant')),
  failing_since timestamptz(3),
  failed_at timestamptz(3),
  created_at timestamptz(3) not null,
  primary key (project_id, id)
);

create table webhook_deliveries (
  project_id text not null,
  endpoint_id text not null,
  event_id text not null,
  step integer not null default 0,
  attempts integer not null default 0,
  next_attempt_at timestamptz(3),
  lease text,
  leased_until timestamptz(3),
  created_at timestamptz(3) not null,
  primary key (project_id, endpoint_id, event_id)
);
create index webhook_deliveries_due on webhook_deliveries (project_id, endpoint_id, next_attempt_at)
  where next_attempt_at is not null;
create index webhook_deliveries_age on webhook_deliveries (created_at);

create table webhook_attempts (
  project_id text not null,
  endpoint_id text not null,
  id text not null,
  event_id text not null,
  attempt integer not null,
  succeeded boolean not null,
  status_code integer,
  failure text,
  duration_ms integer not null,
  next_attempt_at timestamptz(3),
  at timestamptz(3) not null,
  primary key (project_id, endpoint_id, id)
);
create index webhook_attempts_newest on webhook_attempts (project_id, endpoint_id, at desc, id desc);
create index webhook_attempts_age on webhook_attempts (at);
`,
};
