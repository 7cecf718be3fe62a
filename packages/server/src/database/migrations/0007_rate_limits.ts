/**
 * How many requests there were, for the limits that all servers keep together. The columns are those of the library that
 * counts, in its order. Not logged: a count that a crash forgets is a minute's leniency, and one that waited for the disk would
 * cost every request. And what addresses of clients are hashed with, which no server may choose for itself.
 */
export const rateLimits = {
  name: '0007_rate_limits',
  sql: `
create unlogged table rate_limits (
  key text primary key,
  points integer not null,
  expire bigint
);

create table server_keys (
  name text primary key,
  value text not null
);
insert into server_keys (name, value)
  values ('ip', replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));
`,
};
