// The real server, as `npm run serve` starts it.
import { rateLimitPolicies, startServer } from '@billfold/server/node';

const { url, close } = await startServer({
  port: 0,
  databaseUrl: process.env['DATABASE_URL']!,
  logLevel: 'error',
  // One session and one client ask more than thousands do: all is counted, with the shares that are usual, and nobody is refused.
  rateLimitPolicies: Object.fromEntries(
    Object.entries(rateLimitPolicies).map(([name, policy]) => [name, { ...policy, limit: 1e9 }]),
  ),
});
process.send!(url);
process.on('SIGTERM', () => void close().then(() => process.exit(0)));
