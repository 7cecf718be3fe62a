/** Trials by when they end: whenever time moves it is looked for those that end soon, among all subscriptions of a project. */
export const sandboxTrials = {
  name: '0012_sandbox_trials',
  sql: `
create index sandbox_subscriptions_trials on sandbox_subscriptions (project_id, trial_end_at)
  where status = 'trialing' and ended_at is null;
`,
};
