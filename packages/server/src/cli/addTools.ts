import type { Command } from 'commander';
import { addConfigurations } from './configurations.js';
import { addDoctor } from './doctor.js';
import { addKeys } from './keys.js';
import { addProjects } from './projects.js';
import { addStripe } from './stripe.js';

/** The commands that work beside a server, on its database. */
export function addTools(program: Command): void {
  for (const add of [addKeys, addProjects, addConfigurations, addStripe, addDoctor]) add(program);
  for (const group of program.commands.filter(({ commands }) => commands.length > 0)) {
    group.on('command:*', ([name]: string[]) => {
      process.stderr.write(`There is no command "${group.name()} ${name}".\n\n${group.helpInformation()}`);
      process.exitCode = 1;
    });
  }
}
