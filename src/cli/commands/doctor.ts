import { dirname } from 'node:path';
import { readCampaignFile } from '../../io/files/campaign-file.js';
import { examineDomain } from '../../io/doctor/domain-records.js';
import { openNameServer } from '../../io/doctor/name-server.js';
import { LINE } from '../../io/smtp/smtp-client.js';
import { examineServer } from '../../io/smtp/smtp-probe.js';
import { findingsText } from '../../report/findings-text.js';
import { serverText } from '../../report/server-text.js';
import { domainFindings } from '../../sending/doctor/domain-findings.js';
import type { Finding } from '../../sending/doctor/finding.js';
import { serverFindings } from '../../sending/doctor/server-findings.js';
import { smtpSettings } from '../../sending/delivery/smtp-settings.js';
import { EXIT } from '../reporting/exit-code.js';
import { report, type Outcome } from '../reporting/report.js';
import { findSecrets } from '../opening/secrets.js';
import { findCampaign, type CampaignOptions } from '../opening/session.js';
import { shownPath } from '../reporting/shown-path.js';
import { suggestedCommand } from '../opening/suggested-command.js';
import type { Terminal } from '../reporting/terminal.js';

export interface DoctorOptions extends Pick<CampaignOptions, 'csv' | 'campaign'> {
  readonly dkimSelector?: readonly string[];
  readonly nameServer?: string;
  readonly trustServer?: string;
  readonly json?: boolean;
}

/** A person waits for it, so it waits less long than a sending; nothing is in flight that could be lost. */
const LIMITS = { ...LINE, setUpLimit: 20_000, replyLimit: 20_000 };

/** Tells whether the mail server, the login and the sender's domain are fit for a sending. Sends nothing. */
export async function doctor(options: DoctorOptions, terminal: Terminal): Promise<number> {
  return report('doctor', await run(options, terminal), options.json === true ? 'json' : 'text', terminal);
}

async function run(options: DoctorOptions, terminal: Terminal): Promise<Outcome> {
  const path = findCampaign(options, terminal.folder);
  const file = shownPath(path, terminal.folder);
  const { campaign, problems } = readCampaignFile(path, file);
  if (campaign === null) return { exitCode: EXIT.usage, problems };
  const opened = { campaign, folder: dirname(path), campaignFile: file };
  const secrets = await findSecrets(opened, terminal, { mayAsk: true, trustServer: options.trustServer });
  const found = smtpSettings(campaign, secrets.environment, { file, line: null, column: null }, secrets.kept);
  const { settings } = found;
  if (settings === null || secrets.problems.length > 0) {
    return {
      exitCode: EXIT.usage,
      problems: [...problems, ...(secrets.problems.length > 0 ? secrets.problems : found.problems)],
    };
  }
  const from = campaign.from.address;
  terminal.progress(`Examining ${settings.host} …`);
  const server = await examineServer(settings, LIMITS);
  terminal.progress(`Examining ${from.domain} …`);
  const dns = openNameServer(options.nameServer ?? null);
  const domain = await examineDomain(
    from.domain,
    options.dkimSelector ?? (campaign.dkim === undefined ? [] : [campaign.dkim.selector]),
    server.addresses,
    dns,
  );
  const findings = [...serverFindings(server, from, terminal.now()), ...domainFindings(domain, from, settings)];
  const headings = {
    server: `Mail server ${serverText(settings)}`,
    domain: `Sender domain ${from.domain}`,
  };
  const rehearse = suggestedCommand('rehearse', options.csv ?? 'clps.csv', { campaign: options.campaign });
  const next = `  ${rehearse}    the whole sending, delivered to no one\n`;
  const count = (level: Finding['level']): number => findings.filter((finding) => finding.level === level).length;
  return {
    exitCode: exitCodeOf(findings),
    problems: [...problems, ...found.problems],
    counts: { ok: count('ok'), warning: count('warning'), error: count('error') },
    findings,
    text: findingsText(findings, headings, next, terminal.outStyle),
  };
}

/** A server that will not have us is another matter than records that somebody can mend. */
function exitCodeOf(findings: readonly Finding[]): number {
  const errors = findings.filter(({ level }) => level === 'error');
  if (errors.some(({ about }) => about === 'server')) return EXIT.server;
  return errors.length > 0 ? EXIT.usage : EXIT.done;
}
