/**
 * Versions of subscriptions at Stripe, which counts none: a fingerprint of each, and how often it has changed. They are counted
 * while somebody reads, who must not wait for whoever changes a project: it is referred to by its id only.
 */
export const stripeVersions = {
  name: '0016_stripe_versions',
  sql: `
create table stripe_versions (
  project_id text not null,
  subscription_id text not null,
  fingerprint text not null,
  version integer not null,
  primary key (project_id, subscription_id)
);
`,
};
