import { escapeHtml } from '../render/html/escape.js';
import type { RehearsalManifest } from '../sending/output/rehearsal-manifest.js';
import { sizeText } from './size.js';

/** A page to look through what arrived in a rehearsal. Its links are those of the manifest. */
export function rehearsalPage({ campaign, mailing, letters }: Omit<RehearsalManifest, 'version'>): string {
  const arrived = letters.filter(({ message }) => message !== null).length;
  const rows = letters.map(({ clp, email, outcome, reply, subject, size, parts, message, page }) => {
    const links = [page === null ? '' : link(page, 'look'), message === null ? '' : link(message, '.eml')];
    const cells = [
      ...[clp, email, subject].map(escapeHtml),
      size === null ? '–' : sizeText(size),
      escapeHtml(parts.join(', ')),
      `<b class="${outcome ?? ''}">${outcome ?? 'not sent'}</b>${outcome === 'accepted' ? '' : ` ${escapeHtml(reply ?? '')}`}`,
      links.join(' '),
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  return `<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(`Rehearsal: ${mailing} · ${campaign}`)}</title>
<style>${STYLE}</style>
<h1>Rehearsal</h1>
<p>${escapeHtml(`${mailing} · ${campaign}`)}: ${arrived} of ${letters.length} letters arrived at nominate’s own mail server. Nothing was delivered to anybody.</p>
<table>
<thead><tr><th>CLP</th><th>To</th><th>Subject</th><th>Size</th><th>Parts</th><th>Outcome</th><th>Message</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</html>
`;
}

function link(name: string, label: string): string {
  const address = name.split('/').map(encodeURIComponent).join('/');
  return `<a href="${escapeHtml(address)}">${label}</a>`;
}

const STYLE = `
body { font: 15px/1.45 system-ui, sans-serif; margin: 1.5rem }
h1 { font: 600 1.35rem/1.2 Georgia, serif }
table { border-collapse: collapse }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #8884 }
.failed, .doubt { color: light-dark(#a31f2b, #ff9a97) }
`;
