import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serverAt, startServer } from '../cli/scripted-server.js';
import { GO } from '../cli/short-list.js';
import { nominate, sampleCampaign } from '../cli/nominate.js';
import { need, type Tool } from '../tools/left-out.js';

const SPAMASSASSIN: Tool = {
  name: 'spamassassin',
  howToGet: 'apt-get install spamassassin',
  isThere: spawnSync('spamassassin', ['--version']).status === 0,
};

const LIST = [
  'clp,name,email,nation,language,large_print',
  'Ynys Môn,Siân Prŷs,sian@example.org,Wales,cy,',
  'Bath,Jo Ely,jo@example.org,England,,',
  'Corby,,ann@example.org,England,,yes',
  '',
].join('\n');

/**
 * As the server of the addressee has it. An address that is kept for documentation would be a
 * finding of its own.
 */
function received(message: string): string {
  const date = /^Date: (.*)$/mu.exec(message)?.[1] ?? '';
  return [
    'From sian@sian-prydderch.example.org Thu Jan  1 00:00:00 1970',
    'Return-Path: <sian@sian-prydderch.example.org>',
    'Received: from mail.example.org (mail.example.org [9.9.9.9])',
    '\tby mx.example.com (Postfix) with ESMTPS id 4X1',
    `\tfor <secretary@example.com>; ${date}`,
    message.replaceAll(/^(>*From )/gmu, '>$1'),
    '',
  ].join('\n');
}

/**
 * The score and the rules that fired, for each e-mail, by SpamAssassin's own rules: -L asks nobody.
 */
function judge(messages: readonly string[]): readonly string[] {
  const judged = execFileSync('spamassassin', ['-L', '--mbox'], {
    input: messages.map(received).join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return [...judged.matchAll(/^X-Spam-Status: \w+, score=(\S+) (?:.|\n\t)*?tests=((?:[\w,]|\n\t)+)/gmu)].map(
    ([, score = '', rules = '']) => `${score} ${rules.replaceAll(/\s/gu, '')}`,
  );
}

describe('SpamAssassin', () => {
  it.each(['re-election', 'first-candidacy', 'reminder'])(
    'finds nothing in the letter %s but that it is HTML too',
    { timeout: 120_000 },
    async (template) => {
      need(SPAMASSASSIN);
      const folder = await sampleCampaign({ 'clps.csv': LIST });
      const server = await startServer();
      // The reminder goes to those who had another letter.
      if (template === 'reminder') await nominate(folder, [...GO, '--template', 're-election'], serverAt(server.port));
      const previewed = await nominate(folder, ['preview', '--csv', 'clps.csv', '--template', template]);
      expect(previewed.code).toBe(0);
      const emails = join(folder, 'previews', 'emails');
      const messages = readdirSync(emails)
        .filter((name) => name.endsWith('.eml'))
        .map((name) => readFileSync(join(emails, name), 'utf8').replaceAll('\r\n', '\n'));
      expect(judge(messages)).toEqual(messages.map(() => '0.0 HTML_MESSAGE'));
      expect(messages).toHaveLength(3);
    },
  );
});
