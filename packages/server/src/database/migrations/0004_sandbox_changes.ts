/**
 * What customers of the sandbox can change about a subscription; see `../../providers/sandbox/store/schema.ts` for what
 * it means. Subscriptions that are there already go on as they were: counted from the end of their trial or from their
 * start, and paid at the full price.
 */
export const sandboxChanges = {
  name: '0004_sandbox_changes',
  sql: `
alter table sandbox_prices
  add column tiers jsonb,
  drop constraint sandbox_prices_scheme_check,
  add constraint sandbox_prices_scheme_check check (scheme in ('flat', 'per_seat', 'graduated'));

create table sandbox_coupons (
  project_id text not null references projects (id),
  id text not null,
  name text not null,
  percent_off text,
  amount_off bigint,
  currency text,
  duration text not null check (duration in ('once', 'repeating', 'forever')),
  duration_in_months integer,
  products jsonb,
  max_redemptions integer,
  redemptions integer not null default 0 check (redemptions >= 0),
  active boolean not null,
  position integer not null,
  primary key (project_id, id),
  check ((percent_off is null) <> (amount_off is null))
);

create table sandbox_promotion_codes (
  project_id text not null,
  key text not null,
  code text not null,
  coupon_id text not null,
  active boolean not null,
  expires_at timestamptz(3),
  max_redemptions integer,
  redemptions integer not null default 0 check (redemptions >= 0),
  first_time_transaction boolean not null,
  minimum_amount bigint,
  minimum_currency text,
  position integer not null,
  primary key (project_id, key),
  foreign key (project_id, coupon_id) references sandbox_coupons (project_id, id)
);

alter table sandbox_customers
  add column balance bigint not null default 0 check (balance >= 0),
  add column next_charge text not null default 'usual';

alter table sandbox_subscriptions
  add column anchor_at timestamptz(3),
  add column paid bigint,
  add column tax_treatment jsonb,
  add column discounts jsonb not null default '[]',
  add column prorations jsonb not null default '[]',
  add column pending_change jsonb,
  add column pending_payment jsonb,
  add column pause jsonb,
  add foreign key (project_id, price_id) references sandbox_prices (project_id, id);
update sandbox_subscriptions s set
  anchor_at = coalesce(s.trial_end_at, s.started_at),
  paid = case when s.periods_billed = 0 then 0 else p.unit_amount * s.quantity end
from sandbox_prices p where p.project_id = s.project_id and p.id = s.price_id;
alter table sandbox_subscriptions
  alter column anchor_at set not null,
  alter column paid set not null,
  alter column discounts drop default,
  alter column prorations drop default;

create table sandbox_redemptions (
  project_id text not null,
  customer_id text not null,
  subscription_id text not null,
  coupon_id text not null,
  promotion_key text not null,
  redeemed_at timestamptz(3) not null,
  primary key (project_id, customer_id, subscription_id, coupon_id, promotion_key),
  foreign key (project_id, customer_id, subscription_id) references sandbox_subscriptions (project_id, customer_id, id)
);

alter table sandbox_invoices
  add column discount bigint not null default 0,
  add column balance_applied bigint not null default 0,
  add column client_secret text;
update sandbox_invoices set lines = (
  select jsonb_agg(line || '{"proration": false}' order by place)
  from jsonb_array_elements(lines) with ordinality as l (line, place));
alter table sandbox_invoices
  alter column discount drop default,
  alter column balance_applied drop default;
`,
};
