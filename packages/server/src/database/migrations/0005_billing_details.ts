/** What the prefix of a number says about its kind, for numbers that were kept without one. */
export const typeOf = (number: string) => `case
    when ${number} ~* '^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK)' then 'eu_vat'
    when ${number} ~* '^GB' then 'gb_vat'
    else 'unknown'
  end`;

/** A number as the one entry of a list of tax ids. */
export const entryOf = (number: string) =>
  `jsonb_build_array(jsonb_build_object('type', ${typeOf(number)}, 'value', ${number}))`;

/**
 * Who is billed in full, and how often something was tried. Customers who had a tax id are businesses. `tax_id` stays for
 * servers of the version before, see `keptColumns`.
 */
export const billingDetails = {
  name: '0005_billing_details',
  sql: `
alter table customers
  add column kind text not null default 'individual' check (kind in ('business', 'individual')),
  add column invoice_emails jsonb not null default '[]',
  add column phone text,
  add column purchase_order text,
  add column tax_ids jsonb not null default '[]';
update customers set kind = 'business', tax_ids = ${entryOf('tax_id')} where tax_id is not null;

create table attempts (
  project_id text not null,
  customer_id text not null,
  kind text not null,
  target text not null,
  since timestamptz(3) not null,
  count integer not null check (count > 0),
  primary key (project_id, customer_id, kind, target)
);
create index attempts_age on attempts (since);
`,
};
