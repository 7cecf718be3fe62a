import { entryOf, typeOf } from './0005_billing_details.js';

/**
 * The sandbox's side of it: payment methods with an expiry, several of them, one of which is the default; setup intents;
 * tax ids. Cards that are on file already are good for three years more. What invoices say stays as it was, in the form in
 * which it is kept now. `tax_id` stays, as in the step before.
 */
export const sandboxPaymentMethods = {
  name: '0006_sandbox_payment_methods',
  sql: `
alter table sandbox_customers
  add column kind text not null default 'individual',
  add column invoice_emails jsonb not null default '[]',
  add column phone text,
  add column purchase_order text,
  add column tax_ids jsonb not null default '[]',
  add column default_payment_method_id text;
update sandbox_customers set kind = 'business', tax_ids = jsonb_build_array(jsonb_build_object(
    'id', 'txi_' || substr(md5(project_id || customer_id), 1, 24),
    'type', ${typeOf('tax_id')}, 'value', tax_id,
    'verdict', 'verified', 'settlesAt', 0, 'createdAt', 0
  )) where tax_id is not null;

alter table sandbox_payment_methods
  drop constraint sandbox_payment_methods_once,
  add column position integer not null default 0,
  add column holder text,
  add column exp_month integer check (exp_month between 1 and 12),
  add column exp_year integer,
  add column mandate jsonb,
  add column removed_at timestamptz(3);
update sandbox_payment_methods set exp_month = 12, exp_year = 3 + extract(year from greatest(created_at,
    (select now from sandbox_clocks c where c.project_id = sandbox_payment_methods.project_id)) at time zone 'UTC')
  where method <> 'sepa_debit';
update sandbox_payment_methods set mandate = jsonb_build_object(
    'reference', upper(substr(md5(project_id || id), 1, 12)), 'acceptedAt', (extract(epoch from created_at) * 1000)::bigint
  ) where method = 'sepa_debit';

update sandbox_customers c set default_payment_method_id = (
  select s.payment_method_id from sandbox_subscriptions s
  where s.project_id = c.project_id and s.customer_id = c.customer_id
    and s.ended_at is null and s.payment_method_id is not null
  order by s.started_at desc, s.id desc limit 1
);

update sandbox_subscriptions s set pending_payment = s.pending_payment || jsonb_build_object('paymentMethod',
    jsonb_build_object('id', m.id, 'method', m.method, 'expiresAt', null))
  from sandbox_payment_methods m
  where m.project_id = s.project_id and m.customer_id = s.customer_id and m.id = s.payment_method_id
    and s.pending_payment is not null;
update sandbox_subscriptions set pending_payment = null
  where pending_payment is not null and payment_method_id is null;

alter table sandbox_invoices add column payment_method_id text;
update sandbox_invoices i set payment_method_id = m.id from sandbox_payment_methods m
  where m.project_id = i.project_id and m.customer_id = i.customer_id and m.method = i.payment_method;

create table sandbox_setup_intents (
  project_id text not null,
  customer_id text not null,
  id text not null,
  client_secret text not null,
  status text not null check (status in ('requires_payment_method', 'requires_action', 'processing', 'succeeded')),
  failure text,
  method text,
  exp_month integer,
  exp_year integer,
  holder text,
  settles_at timestamptz(3),
  choice jsonb,
  payment_method_id text,
  created_at timestamptz(3) not null,
  primary key (project_id, customer_id, id),
  foreign key (project_id, customer_id) references sandbox_customers (project_id, customer_id),
  foreign key (project_id, customer_id, payment_method_id) references sandbox_payment_methods (project_id, customer_id, id)
);

update sandbox_invoices set billed_to = (billed_to - 'taxId') || jsonb_build_object(
  'kind', case when billed_to ->> 'taxId' is null then 'individual' else 'business' end,
  'phone', null,
  'purchaseOrder', null,
  'taxIds', case when billed_to ->> 'taxId' is null then '[]'::jsonb else ${entryOf("(billed_to ->> 'taxId')")} end
);
`,
};
