/** Versions of subscriptions at Stripe, which counts none: a fingerprint of each, and how often it has changed. */
export const stripeVersions = {
  name: '0016_stripe_versions',
  sql: `
create table stripe_versions (
  project_id text not null references projects (id) on delete cascade,
  subscription_id text not null,
  fingerprint text not null,
  version integer not null,
  primary key (project_id, subscription_id)
);
`,
};
