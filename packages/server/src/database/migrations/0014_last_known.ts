/** What a provider elsewhere has said last, for when it can not be asked. */
export const lastKnown = {
  name: '0014_last_known',
  sql: `
create table last_known (
  project_id text not null,
  customer_id text not null,
  question text not null,
  answer text not null,
  at timestamptz(3) not null,
  primary key (project_id, customer_id, question),
  foreign key (project_id, customer_id) references customers (project_id, id)
);
create index last_known_age on last_known (at);
`,
};
