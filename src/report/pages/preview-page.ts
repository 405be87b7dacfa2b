import { dateInWords } from '../../letter/wording/language.js';
import type { Problem } from '../../problem.js';
import type { ManifestLetter } from '../../sending/output/manifest.js';
import type { Action } from '../../sending/plan/plan.js';
import { pageEntry, pageHead } from './letters-page.js';
import { counted } from '../lines/problem-text.js';

/** What stands above the letters of a preview. */
export interface PreviewHead {
  readonly candidate: string;
  readonly campaign: string;
  readonly mailing: string;
  /** ISO date. */
  readonly today: string;
  readonly counts: Readonly<Record<Action, number>>;
  readonly problems: readonly Problem[];
}

/** The beginning of the page to look through a preview. */
export function previewHead({ candidate, campaign, mailing, today, counts, problems }: PreviewHead): string {
  const summary = [
    counts.send === 0 ? '' : counted(counts.send, 'e-mail'),
    counts.print === 0 ? '' : counted(counts.print, 'letter on paper', 'letters on paper'),
    counts.skip === 0 ? '' : `${counted(counts.skip, 'row')} skipped`,
    counts.hold === 0 ? '' : `${counted(counts.hold, 'row')} held`,
  ].filter((part) => part !== '');
  return pageHead({
    title: `Preview: ${mailing} · ${campaign}`,
    heading: candidate,
    lines: [`${mailing} · ${campaign} · written for ${dateInWords(today, 'en-GB')}`, summary.join(', ')],
    problems,
    total: counts.send + counts.print,
  });
}

/** One letter of the preview, with what leads to it. */
export function previewEntry({ clp, email, subject, letter, message, page }: ManifestLetter): string {
  const links: { file: string; label: string; title: string }[] = [];
  if (letter !== null) links.push({ file: letter, label: 'PDF', title: `${clp}: the letter as PDF` });
  if (page !== null) links.push({ file: page, label: 'E-mail', title: `${clp}: the e-mail` });
  if (message !== null) {
    links.push({ file: message, label: '.eml', title: `${clp}: the e-mail as it is sent, for a mail program` });
  }
  return pageEntry({ clp, to: email ?? 'on paper', subject, note: null, links });
}
