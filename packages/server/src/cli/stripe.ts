import { eq } from 'drizzle-orm';
import { Argument, type Command } from 'commander';
import { brandingOfProject } from '../branding/saveBranding.js';
import { findConfiguration } from '../configurations/configurationRows.js';
import { projects } from '../database/schema.js';
import { readSettings } from '../node/readSettings.js';
import { checkStripe } from '../node/readStripeSettings.js';
import { note, print, printJson } from './print.js';
import { Refused } from './Refused.js';
import { withDatabase } from './withDatabase.js';

interface Given {
  project: string;
  dryRun?: true;
  json?: true;
}

/** `billfold stripe …`: what is kept at Stripe because of what is kept here. */
export function addStripe(program: Command): void {
  const stripe = program
    .command('stripe')
    .description('what Stripe itself is to know of portals')
    .addHelpText('after', EXAMPLES);

  stripe
    .command('push-portal')
    .addArgument(new Argument('[id]', 'which portal configuration').default('default'))
    .description("make Stripe's own portal do as a portal configuration says; the same twice changes nothing")
    .option('--project <id>', 'whose it is', 'proj_default')
    .option('--dry-run', 'say what would change, and change nothing')
    .option('--json', 'for programs')
    .action(async (id: string, { project, dryRun, json }: Given) => {
      const settings = checkStripe(readSettings(process.env));
      if (!settings) {
        throw new Refused(
          'BILLFOLD_PROVIDER is not "stripe": there is no account of Stripe. Run this with the environment of your server.',
        );
      }
      const found = await readSource(project, id);
      if (!found) {
        throw new Refused(
          `There is no configuration ${id} in ${project}. \`billfold configurations list\` shows all.`,
        );
      }
      // Stripe's code is loaded by those who use it.
      const { pushBillingPortal } = await import('../providers/stripe/hosted/pushBillingPortal.js');
      const pushed = await pushBillingPortal(settings, { ...found, project, dryRun: dryRun ?? false });
      if (json) return printJson(pushed);
      for (const one of pushed.leftOut) note(`Stripe's portal can not be told ${one}.`);
      const words = { created: 'new', updated: 'changed', unchanged: 'as it was' }[pushed.status];
      print(
        `Stripe's portal for ${id} ${dryRun ? 'would be' : 'is'} ${words}: ${pushed.id ?? 'without an id yet'}`,
      );
    });
}

const EXAMPLES = `
Examples:
  billfold stripe push-portal --dry-run
  billfold stripe push-portal dunning`;

/** A configuration with what the project says where it says nothing. */
function readSource(project: string, id: string) {
  return withDatabase(async (database) => {
    const configuration = await findConfiguration(database, project, id);
    const [row] = await database.select().from(projects).where(eq(projects.id, project));
    return configuration && row ? { configuration, branding: brandingOfProject(row.branding) } : null;
  });
}
