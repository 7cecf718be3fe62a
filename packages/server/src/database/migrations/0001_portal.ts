/** The portal's own tables; see `../schema.ts` for what they mean. */
export const portal = {
  name: '0001_portal',
  sql: `
create table projects (
  id text primary key,
  name text not null,
  test_mode boolean not null,
  return_origins text[] not null default '{}',
  embed_origins text[] not null default '{}',
  branding jsonb not null,
  cursor_key text not null,
  created_at timestamptz(3) not null
);

create table secret_keys (
  id text primary key,
  project_id text not null references projects (id),
  hash text not null unique,
  last4 text not null,
  created_at timestamptz(3) not null,
  revoked_at timestamptz(3)
);
create index secret_keys_project on secret_keys (project_id);

create table portal_configurations (
  project_id text not null references projects (id),
  id text not null,
  features jsonb not null,
  primary key (project_id, id)
);

create table customers (
  project_id text not null references projects (id),
  id text not null,
  reference text,
  name text,
  email text,
  address jsonb,
  tax_id text,
  created_at timestamptz(3) not null,
  primary key (project_id, id),
  constraint customers_reference unique (project_id, reference)
);
create index customers_email on customers (project_id, lower(email));
create index customers_newest on customers (project_id, created_at desc, id desc);

create table portal_sessions (
  project_id text not null,
  id text not null,
  customer_id text not null,
  mode text not null check (mode in ('hosted', 'embedded')),
  configuration text not null,
  capabilities jsonb not null,
  return_url text,
  embed_origin text,
  locale text,
  actor jsonb,
  key_id text not null references secret_keys (id),
  link_hash text,
  credential_hash text,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  redeemed_at timestamptz(3),
  revoked_at timestamptz(3),
  primary key (project_id, customer_id, id),
  foreign key (project_id, customer_id) references customers (project_id, id),
  foreign key (project_id, configuration) references portal_configurations (project_id, id)
);
create unique index portal_sessions_id on portal_sessions (id);
create unique index portal_sessions_link on portal_sessions (link_hash);
create unique index portal_sessions_credential on portal_sessions (credential_hash);

create table idempotent_results (
  project_id text not null references projects (id),
  caller text not null,
  operation text not null,
  key text not null,
  request_hash text not null,
  result text not null,
  created_at timestamptz(3) not null,
  primary key (project_id, caller, operation, key)
);
create index idempotent_results_age on idempotent_results (created_at);

create table audit_log (
  project_id text not null references projects (id),
  id text not null,
  customer_id text,
  action text not null,
  by text not null,
  actor jsonb,
  target text,
  at timestamptz(3) not null,
  primary key (project_id, id),
  foreign key (project_id, customer_id) references customers (project_id, id)
);
create index audit_log_newest on audit_log (project_id, at desc, id desc);

create table events (
  project_id text not null references projects (id),
  id text not null,
  type text not null,
  customer_id text,
  data jsonb not null,
  at timestamptz(3) not null,
  primary key (project_id, id),
  foreign key (project_id, customer_id) references customers (project_id, id)
);
create index events_newest on events (project_id, at desc, id desc);
`,
};
