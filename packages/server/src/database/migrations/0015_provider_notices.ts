/** Word that a provider elsewhere has sent, and what the merchant was told last of everything that is kept there. */
export const providerNotices = {
  name: '0015_provider_notices',
  sql: `
create table provider_notices (
  provider text not null,
  id text not null,
  type text not null,
  provider_customer text,
  object text,
  object_id text,
  created_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  settled_at timestamptz(3),
  primary key (provider, id)
);
create index provider_notices_open on provider_notices (provider_customer, due_at) where settled_at is null;
create index provider_notices_due on provider_notices (due_at) where settled_at is null;
create index provider_notices_age on provider_notices (received_at);

create table told_customers (
  project_id text not null,
  customer_id text not null,
  baseline_at timestamptz(3),
  revision bigint not null default 0,
  lease text,
  leased_until timestamptz(3),
  tries integer not null default 0,
  primary key (project_id, customer_id),
  foreign key (project_id, customer_id) references customers (project_id, id)
);
create index told_customers_unread on told_customers (leased_until) where baseline_at is null;

create table told_resources (
  project_id text not null,
  customer_id text not null,
  object text not null,
  id text not null,
  resource jsonb,
  trial_end_told_at timestamptz(3),
  primary key (project_id, customer_id, object, id)
);

create table provider_setups (
  project_id text not null,
  customer_id text not null,
  id text not null,
  choice jsonb,
  created_at timestamptz(3) not null,
  finished_at timestamptz(3),
  primary key (project_id, customer_id, id)
);
create index provider_setups_age on provider_setups (created_at);
`,
};
