/** Subscriptions that somebody else bills: who, and where they are changed. */
export const sandboxManaged = {
  name: '0011_sandbox_managed',
  sql: `
alter table sandbox_subscriptions add column managed_by jsonb;
`,
};
