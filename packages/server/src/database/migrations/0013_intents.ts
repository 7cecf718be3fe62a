/** What is done at a provider elsewhere, written down before it is done; and by which id a provider knows a customer. */
export const intents = {
  name: '0013_intents',
  sql: `
alter table customers add column provider_customer text;
-- Across projects: two that billed the same one at the provider would see what is not theirs.
create unique index customers_provider_customer on customers (provider_customer);

create table intents (
  project_id text not null references projects (id),
  id text not null,
  customer_id text,
  caller text not null,
  operation text not null,
  key text,
  request_hash text not null,
  request text not null,
  journal text,
  steps jsonb not null default '{}',
  shown jsonb,
  result text,
  refused boolean not null default false,
  lease text,
  leased_until timestamptz(3),
  drives integer not null default 0,
  created_at timestamptz(3) not null,
  finished_at timestamptz(3),
  primary key (project_id, id)
);
create unique index intents_key on intents (project_id, caller, operation, key);
create unique index intents_one_open on intents (project_id, customer_id) where finished_at is null;
create index intents_open on intents (leased_until) where finished_at is null;
create index intents_age on intents (created_at);
`,
};
