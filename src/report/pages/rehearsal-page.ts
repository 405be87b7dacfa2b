import type { RehearsalManifest, RehearsedLetter } from '../../sending/output/rehearsal-manifest.js';
import { pageEntry, pageFoot, pageHead } from './letters-page.js';
import { counted } from '../lines/problem-text.js';
import { sizeText } from '../lines/size.js';

/** A page to look through what arrived in a rehearsal. Its links are those of the manifest. */
export function rehearsalPage({ campaign, mailing, letters }: Omit<RehearsalManifest, 'version'>): string {
  const arrived = letters.filter(({ message }) => message !== null).length;
  const head = pageHead({
    title: `Rehearsal: ${mailing} · ${campaign}`,
    heading: 'Rehearsal',
    lines: [
      `${mailing} · ${campaign}`,
      `${arrived} of ${counted(letters.length, 'letter')} arrived at nominate’s own mail server. Nothing was delivered to anybody.`,
    ],
    problems: [],
    total: letters.length,
  });
  return [head, ...letters.map(entry), pageFoot()].join('');
}

function entry({ clp, email, outcome, reply, subject, size, parts, message, page }: RehearsedLetter): string {
  const links = [];
  if (page !== null) links.push({ file: page, label: 'E-mail', title: `${clp}: the e-mail that arrived` });
  if (message !== null) links.push({ file: message, label: '.eml', title: `${clp}: what arrived, for a mail program` });
  const isAccepted = outcome === 'accepted';
  const text = [
    outcome ?? 'not sent',
    isAccepted || reply === null ? '' : reply,
    size === null ? '' : sizeText(size),
    parts.join(', '),
  ];
  const note = { text: text.filter((part) => part !== '').join(' · '), isWrong: !isAccepted };
  return pageEntry({ clp, to: email, subject, note, links });
}
