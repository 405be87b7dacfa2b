import { Option, type Command } from 'commander';
import { ONE_PER } from '../../recipients/duplicates/one-per.js';
import { criteria, wholeNumber } from './option-values.js';

/** The options of a command about a campaign: where it stands, which letter, which ledger. */
export function aboutCampaign(command: Command): Command {
  return command
    .option('--csv <file>', 'the list: a CSV file or an Excel workbook with a row for each secretary')
    .option('--campaign <file>', 'campaign.yaml; by default the one beside the list')
    .option('--template <name>', 'which letter; by default the one that campaign.yaml names')
    .option('--ledger <file>', 'the record of what was sent; by default ledger.ndjson beside campaign.yaml')
    .option('--json', 'print one JSON document');
}

/** Those that say how the list is to be read. */
export function aboutList(command: Command): Command {
  return command
    .option('--sheet <name>', 'which sheet of a workbook; by default the first')
    .option('--encoding <name>', 'how the list encodes letters, such as windows-1252, where that is not seen rightly')
    .option('--delimiter <sign>', 'what separates the cells: comma, semicolon, tab or bar');
}

/** Those that choose among its rows. */
export function aboutRows(command: Command): Command {
  return command
    .option('--only <what...>', 'only these CLPs, or rows such as nation=Wales or nominated!=yes', criteria)
    .option('--except <what...>', 'all but these CLPs, or rows such as nominated=yes', criteria)
    .option('--limit <number>', 'at most so many e-mails, and so many letters on paper', wholeNumber)
    .addOption(
      new Option('--one-per <what>', 'where rows share an address or a CLP: one letter for each of what').choices(
        ONE_PER,
      ),
    )
    .option('--skip-invalid', 'leave out rows with an error, and say so')
    .option('--today <date>', 'write the letters as on another day, such as 2028-05-02');
}

/** For a command that goes by the ledger: what somebody says who knows better than the memory. */
export function trustsLedger(command: Command): Command {
  return command.option(
    '--trust-ledger',
    'go on though another ledger of this letter is known, or a longer one: whoever was written to from there only gets a second letter',
  );
}

/** For a command that logs in: to whom a secret may be told that does not lie in the campaign's folder. */
export function trustsServer(command: Command): Command {
  return command.option(
    '--trust-server <host>',
    "let this server be told the password, though that is not in the campaign's folder; as a rule you are asked once",
  );
}

/** Those that say how a preview is written. */
export function writesPreview(command: Command): Command {
  return command
    .option('--out <folder>', 'where the preview goes; by default previews/ beside campaign.yaml')
    .option('--letters-only', 'write the letters, not the e-mails');
}
