// The real server, as `npm run serve` starts it.
import { startServer } from '@billfold/server/node';

const { url, close } = await startServer({
  port: 0,
  databaseUrl: process.env['DATABASE_URL']!,
  logLevel: 'error',
});
process.send!(url);
process.on('SIGTERM', () => void close().then(() => process.exit(0)));
