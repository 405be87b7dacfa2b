import type { Campaign } from '../../campaign.js';
import { warningAt, type Problem } from '../../problem.js';

/** Why somebody may be written to by e-mail, after the rules for electronic mail (PECR, regulation 22). */
const BY_EMAIL = ['supplied-for-this-election', 'consent', 'published-contact'];
const BY_POST = 'legitimate-interests-by-post';

/** A warning where campaign.yaml does not say why the people on the list may be written to, or does not allow e-mail. */
export function basisProblems({ list }: Campaign, file: string, emails: number): readonly Problem[] {
  const place = { file, line: null, column: null };
  const known = `${BY_EMAIL.join(', ')}, or ${BY_POST}`;
  if (list?.basis === undefined) {
    const message = 'Nothing says why you may write to the people on your list.';
    return [warningAt(place, 'list-basis', message, `Write it under list: as basis: ${known}.`)];
  }
  if (list.basis === BY_POST) {
    const message = `list.basis is ${BY_POST}, which allows no e-mail, and ${emails} letters would go out by e-mail.`;
    const hint = 'Send those on paper: npx nominate print --all.';
    return emails === 0 ? [] : [warningAt(place, 'list-basis', message, hint)];
  }
  if (BY_EMAIL.includes(list.basis)) return [];
  const message = `"${list.basis}" is no basis that nominate knows.`;
  return [warningAt(place, 'list-basis', message, `Write one of these under list.basis: ${known}.`)];
}
