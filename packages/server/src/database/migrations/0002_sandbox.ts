/** The sandbox provider's tables; see `../../providers/sandbox/store/schema.ts` for what they mean. */
export const sandbox = {
  name: '0002_sandbox',
  sql: `
create table sandbox_clocks (
  project_id text primary key references projects (id),
  now timestamptz(3) not null
);

create table sandbox_products (
  project_id text not null references projects (id),
  id text not null,
  name text not null,
  description text,
  features jsonb not null,
  active boolean not null,
  position integer not null,
  primary key (project_id, id)
);

create table sandbox_prices (
  project_id text not null,
  id text not null,
  product_id text not null,
  unit_amount bigint not null check (unit_amount >= 0),
  currency text not null,
  scheme text not null check (scheme in ('flat', 'per_seat')),
  interval text not null check (interval in ('day', 'week', 'month', 'year')),
  interval_count integer not null check (interval_count > 0),
  tax_behavior text not null check (tax_behavior in ('inclusive', 'exclusive')),
  active boolean not null,
  position integer not null,
  primary key (project_id, id),
  foreign key (project_id, product_id) references sandbox_products (project_id, id)
);
create index sandbox_prices_product on sandbox_prices (project_id, product_id);

create table sandbox_customers (
  project_id text not null references projects (id),
  customer_id text not null,
  reference text,
  name text,
  email text,
  address jsonb,
  tax_id text,
  currency text,
  invoice_prefix text not null,
  invoices_issued integer not null default 0,
  due_at timestamptz(3),
  primary key (project_id, customer_id),
  constraint sandbox_customers_prefix unique (project_id, invoice_prefix)
);
create index sandbox_customers_reference on sandbox_customers (project_id, reference);
create index sandbox_customers_due on sandbox_customers (project_id, due_at);

create table sandbox_payment_methods (
  project_id text not null,
  customer_id text not null,
  id text not null,
  method text not null,
  created_at timestamptz(3) not null,
  primary key (project_id, customer_id, id),
  constraint sandbox_payment_methods_once unique (project_id, customer_id, method),
  foreign key (project_id, customer_id) references sandbox_customers (project_id, customer_id)
);

create table sandbox_subscriptions (
  project_id text not null,
  customer_id text not null,
  id text not null,
  version integer not null,
  status text not null,
  price_id text not null,
  quantity integer not null check (quantity > 0),
  payment_method_id text,
  started_at timestamptz(3) not null,
  trial_end_at timestamptz(3),
  periods_billed integer not null,
  cancel_at timestamptz(3),
  canceled_at timestamptz(3),
  ended_at timestamptz(3),
  primary key (project_id, customer_id, id),
  foreign key (project_id, customer_id) references sandbox_customers (project_id, customer_id),
  foreign key (project_id, customer_id, payment_method_id) references sandbox_payment_methods (project_id, customer_id, id)
);

create table sandbox_invoices (
  project_id text not null,
  customer_id text not null,
  id text not null,
  number text not null,
  subscription_id text not null,
  status text not null check (status in ('open', 'paid', 'void', 'uncollectible')),
  currency text not null,
  issued_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  paid_at timestamptz(3),
  period_start timestamptz(3) not null,
  period_end timestamptz(3) not null,
  subtotal bigint not null,
  tax bigint not null,
  total bigint not null,
  amount_paid bigint not null,
  payment_status text,
  payment_method text,
  payment_failure text,
  attempted_at timestamptz(3),
  refusals integer not null,
  next_action text,
  next_action_at timestamptz(3),
  lines jsonb not null,
  taxes jsonb not null,
  billed_to jsonb not null,
  primary key (project_id, customer_id, id),
  constraint sandbox_invoices_number unique (project_id, customer_id, number),
  foreign key (project_id, customer_id, subscription_id) references sandbox_subscriptions (project_id, customer_id, id)
);
create index sandbox_invoices_newest on sandbox_invoices (project_id, customer_id, issued_at desc, id desc);
create index sandbox_invoices_by_status on sandbox_invoices (project_id, customer_id, status, issued_at desc, id desc);
`,
};
