/** Reads that are answered from what is known look whether something of the customer was changed since. */
export const intentsFinished = {
  name: '0017_intents_finished',
  sql: `
create index intents_finished on intents (project_id, customer_id, finished_at) where finished_at is not null;
`,
};
