import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Argument, Command, Option } from 'commander';
import { PACKAGE_FOLDER } from '../io/files/package-folder.js';
import type { CheckOptions } from './commands/check.js';
import type { DoctorOptions } from './commands/doctor.js';
import type { InitOptions } from './commands/init.js';
import type { LoginOptions } from './commands/login.js';
import type { PreviewOptions } from './commands/preview.js';
import type { PrintOptions } from './commands/print.js';
import type { RehearseOptions } from './commands/rehearse.js';
import type { SendOptions } from './commands/send.js';
import type { ShowOptions } from './commands/show.js';
import type { StatusOptions } from './commands/status.js';
import { refuseExcessArguments } from './arguments/excess-arguments.js';
import {
  aboutCampaign,
  aboutList,
  aboutRows,
  trustsLedger,
  trustsServer,
  writesPreview,
} from './arguments/option-groups.js';
import { between, connections, moment, nameServer, ownPort, pace, wholeNumber } from './arguments/option-values.js';
import type { Terminal } from './reporting/terminal.js';
import { refuseUnknownOptions } from './arguments/unknown-option.js';
import { unknownCommand } from './arguments/unknown-command.js';

const WORKED_EXAMPLE = `
In this order:
  npx nominate init my-campaign                     a folder to begin with
  npx nominate preview --csv my-campaign/clps.csv   the letters, to look through
  npx nominate doctor --csv my-campaign/clps.csv    can your mail server do it?
  npx nominate rehearse --csv my-campaign/clps.csv  the sending, but to no one
  npx nominate send --csv my-campaign/clps.csv      sends them, after asking
  npx nominate status --csv my-campaign/clps.csv    what became of them

Exit codes:
  0    done
  1    problems in the input
  2    wrong usage or configuration
  3    finished, but some letters were not accepted
  4    the mail server could not be reached or refused us
  130  interrupted`;

/** The commands and their options. A command's code is loaded when it is called, so that help costs next to nothing. */
export function buildProgram(terminal: Terminal, ended: (exitCode: number) => void): Command {
  const program = new Command('nominate')
    .description(
      'A mail merge for personalised letters: what you previewed is what they get, nobody is written to twice.',
    )
    .version(ownVersion())
    .exitOverride()
    .allowExcessArguments()
    .on('command:*', (words: readonly string[]) => {
      throw unknownCommand(words, program, terminal.folder);
    })
    .hook('preAction', (whole, command) => {
      refuseUnknownOptions(command);
      refuseExcessArguments(command, whole.args.slice(1), terminal.folder);
    })
    .configureOutput({ writeOut: terminal.tell, writeErr: terminal.err })
    .showHelpAfterError('(nominate --help tells what there is)')
    .addHelpText('after', WORKED_EXAMPLE);

  program
    .command('init')
    .description('make a campaign folder that previews at once')
    .argument('[folder]', 'where', 'my-campaign')
    .option('--json', 'print one JSON document')
    .action(async (folder: string, options: InitOptions) => {
      const { init } = await import('./commands/init.js');
      ended(init(folder, options, terminal));
    });

  aboutList(aboutRows(aboutCampaign(program.command('check'))))
    .description('tell every problem of campaign, list and templates; write nothing, send nothing')
    .addOption(new Option('--format <format>', 'how problems are told').choices(['text', 'github']).default('text'))
    .action(async (options: CheckOptions) => {
      const { check } = await import('./commands/check.js');
      ended(await check(options, terminal));
    });

  writesPreview(aboutList(aboutRows(aboutCampaign(program.command('preview')))))
    .description('write what would go out as PDFs and e-mails into a folder, with a page to look through them')
    .option('--all', 'as print --all makes them: on paper, for everybody with a postal address')
    .action(async (options: PreviewOptions) => {
      const { preview } = await import('./commands/preview.js');
      ended(await preview(options, terminal));
    });

  trustsLedger(aboutList(aboutRows(aboutCampaign(program.command('print')))))
    .description('make the file to print for those who get paper, for window envelopes, and labels')
    .option('--all', 'everybody with a postal address, also those who would get an e-mail')
    .addOption(
      new Option('--sort <order>', 'the order of the letters; by default by postcode').choices(['postcode', 'list']),
    )
    .option('--labels [sheet]', 'labels as well: L7160, L7163, or the sheet that campaign.yaml describes')
    .option('--from <number>', 'the first label of the first sheet that is still free', wholeNumber)
    .option('--out <folder>', 'where they go; by default print/ beside campaign.yaml')
    .option('--mark-posted', 'record the letters of the print run made last as posted')
    .option('-y, --yes', 'do not ask before printing again or recording')
    .action(async (options: PrintOptions) => {
      const { print } = await import('./commands/print.js');
      ended(await print(options, terminal));
    });

  aboutList(aboutRows(aboutCampaign(program.command('rehearse'))))
    .description('send for real, to a mail server inside nominate that delivers to no one, and tell what arrived')
    .option('--with-faults', 'play a bad day: greylisting, lost connections, refusals, slow answers')
    .option('--out <folder>', 'where what arrived is kept; by default rehearsal/ beside campaign.yaml')
    .option('--pace <pace>', 'letters a minute, such as 20/min; by default as fast as they are taken', pace)
    .option('--connections <number>', 'letters on their way at once, 10 at most', connections, 1)
    .action(async (options: RehearseOptions) => {
      const { rehearse } = await import('./commands/rehearse.js');
      ended(await rehearse(options, terminal));
    });

  trustsServer(trustsLedger(writesPreview(aboutList(aboutRows(aboutCampaign(program.command('send')))))))
    .description('send the letters, at a pace, and record what becomes of each')
    .option('--dry-run', 'do what preview does, and send nothing')
    .option('-y, --yes', 'do not ask before sending')
    .option('--test-to <address>', 'send the first letters (three, or --limit) to yourself; nothing is recorded')
    .option('--pace <pace>', 'letters a minute, such as 20/min; or off', pace)
    .option('--at <time>', 'begin at a time of your clock, such as "2028-05-02 09:00"', moment)
    .option('--between <hours>', 'send only then, by your clock, such as 08:00-20:00 or "Mon-Fri 08:00-20:00"', between)
    .option('--wait', 'wait for deferred letters and try them again, for a day at most')
    .option('--connections <number>', 'letters on their way at once, 10 at most', connections, 1)
    .addOption(
      new Option('--resolve-doubts <decision>', 'record every letter in doubt as sent, or send it again').choices([
        'sent',
        'resend',
      ]),
    )
    .action(async (options: SendOptions) => {
      const { send } = await import('./commands/send.js');
      ended(await send(options, terminal));
    });

  aboutCampaign(program.command('status'))
    .description('tell what the ledger knows')
    .action(async (options: StatusOptions) => {
      const { status } = await import('./commands/status.js');
      ended(await status(options, terminal));
    });

  trustsServer(program.command('doctor'))
    .description('tell whether this mail server, login and sender domain can do it; send nothing')
    .option('--csv <file>', 'the list, to find the campaign beside it')
    .option('--campaign <file>', 'campaign.yaml; by default the one beside the list')
    .option('--dkim-selector <name...>', 'where the domain keeps its DKIM key; by default the usual names are tried')
    .option(
      '--name-server <address>',
      'ask this name server, such as 1.1.1.1; by default the one of this computer',
      nameServer,
    )
    .option('--json', 'print one JSON document')
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import('./commands/doctor.js');
      ended(await doctor(options, terminal));
    });

  trustsServer(program.command('login'))
    .description('log in with OAuth2, where a password will not do: gets the token that smtp.oauth uses, and keeps it')
    .addArgument(new Argument('<provider>', 'whose login it is').choices(['microsoft', 'google']))
    .option('--csv <file>', 'the list, to find the campaign beside it')
    .option('--campaign <file>', 'campaign.yaml; by default the one beside the list')
    .option('--port <number>', 'google: where the browser comes back to; by default any port that is free', ownPort)
    .option('--json', 'print one JSON document')
    .action(async (provider: string, options: LoginOptions) => {
      const { login } = await import('./commands/login.js');
      ended(await login(provider, options, terminal));
    });

  aboutList(aboutCampaign(program.command('show')))
    .description('tell what a CLP was sent, when, and what became of it; with --csv, the letter itself')
    .argument('<clp...>', 'the name of the CLP')
    .action(async (clp: string[], options: ShowOptions) => {
      const { show } = await import('./commands/show.js');
      ended(await show(clp.join(' '), options, terminal));
    });

  // They are refused by the hook above, with what was meant.
  for (const command of program.commands) command.allowUnknownOption();
  return program;
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(PACKAGE_FOLDER, 'package.json'), 'utf8'));
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return hasVersion ? String(manifest.version) : '';
}
