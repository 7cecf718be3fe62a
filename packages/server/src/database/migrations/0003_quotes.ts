/** What the portal keeps of quotes and offers; see `../schema.ts` for what the columns mean. */
export const quotes = {
  name: '0003_quotes',
  sql: `
create table quotes (
  project_id text not null,
  customer_id text not null,
  id text not null,
  subscription_id text not null,
  subscription_version integer not null,
  change jsonb not null,
  due_now bigint not null check (due_now >= 0),
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  primary key (project_id, customer_id, id),
  foreign key (project_id, customer_id) references customers (project_id, id)
);
create index quotes_age on quotes (created_at);

create table retention_offers (
  project_id text not null,
  customer_id text not null,
  subscription_id text not null,
  coupon text not null,
  accepted_at timestamptz(3) not null,
  primary key (project_id, customer_id, subscription_id),
  foreign key (project_id, customer_id) references customers (project_id, id)
);

alter table idempotent_results add column refused boolean not null default false;
`,
};
