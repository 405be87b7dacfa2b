import { escapeHtml } from '../render/html/escape.js';
import type { Problem } from '../problem.js';
import type { ManifestLetter } from '../sending/output/manifest.js';
import type { Action } from '../sending/plan/plan.js';
import { counted } from './problem-text.js';

/** What stands above the letters on the page. */
export interface PageHead {
  readonly candidate: string;
  readonly campaign: string;
  readonly mailing: string;
  /** ISO date. */
  readonly today: string;
  readonly counts: Readonly<Record<Action, number>>;
  readonly problems: readonly Problem[];
}

/** The page's beginning. The page is written in pieces, so that a long list need not be held in memory. */
export function pageHead({ candidate, campaign, mailing, today, counts, problems }: PageHead): string {
  const total = counts.send + counts.print;
  const summary = [counted(counts.send, 'e-mail'), counted(counts.print, 'letter on paper', 'letters on paper')];
  if (counts.skip > 0) summary.push(`${counted(counts.skip, 'row')} skipped`);
  if (counts.hold > 0) summary.push(`${counted(counts.hold, 'row')} held`);
  return `<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(`Preview: ${mailing} · ${campaign}`)}</title>
<style>${STYLE}</style>
<main>
<section class="index">
<header>
<h1>${escapeHtml(candidate)}</h1>
<p>${escapeHtml(`${mailing} · ${campaign} · written for ${today}`)}</p>
<p>${escapeHtml(summary.join(', '))}</p>
${problemList(problems)}
<label>Find <input type="search" id="find" placeholder="CLP, e-mail or subject" autocomplete="off"></label>
<p id="found" aria-live="polite">${escapeHtml(counted(total, 'letter'))}</p>
</header>
<ol id="letters">
`;
}

/** One letter of the page. */
export function pageRow({ clp, email, subject, letter, message, page }: ManifestLetter): string {
  const links = [link(letter, 'PDF', `${clp}: the letter as PDF`)];
  if (page !== null) links.push(link(page, 'E-mail', `${clp}: the e-mail`));
  if (message !== null) links.push(link(message, '.eml', `${clp}: the e-mail as it is sent, for a mail program`));
  return `<li><a class="clp" href="${address(letter)}" target="viewer">${escapeHtml(clp)}</a>
<span class="links">${links.join(' ')}</span>
<span class="to">${escapeHtml(email ?? 'on paper')}</span>
<span class="subject">${escapeHtml(subject)}</span></li>
`;
}

/** The page's end. */
export function pageFoot(): string {
  return `</ol>
</section>
<iframe name="viewer" title="The letter"></iframe>
</main>
<script>${SCRIPT}</script>
</html>
`;
}

function problemList(problems: readonly Problem[]): string {
  if (problems.length === 0) return '';
  const items = problems.map(({ severity, file, line, message, hint }) => {
    const place = [file, line].filter((part) => part !== null).join(':');
    return `<li class="${severity}"><b>${escapeHtml(place)}</b> ${escapeHtml(message)} <i>${escapeHtml(hint)}</i></li>`;
  });
  return `<details open><summary>${counted(problems.length, 'problem')}</summary><ul>${items.join('\n')}</ul></details>`;
}

function link(name: string, label: string, title: string): string {
  // A browser hands a message to the mail program; it has no place in the frame.
  const target = name.endsWith('.eml') ? '' : ' target="viewer"';
  return `<a href="${address(name)}"${target} title="${escapeHtml(title)}">${label}</a>`;
}

function address(name: string): string {
  return escapeHtml(name.split('/').map(encodeURIComponent).join('/'));
}

const STYLE = `
:root { --ink: #1c1c1e; --soft: #5b5b62; --paper: #ffffff; --ground: #f3f1ed; --line: #dcd8d0; --accent: #a31f2b; --mark: #fbeceb }
@media (prefers-color-scheme: dark) { :root { --ink: #ececee; --soft: #a9a9b2; --paper: #1d1d20; --ground: #131315; --line: #35353b; --accent: #ff9a97; --mark: #3a2021 } }
* { box-sizing: border-box }
html, body { height: 100%; margin: 0 }
body { font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--ground) }
main { display: grid; grid-template-columns: minmax(20rem, 26rem) 1fr; height: 100% }
.index { display: flex; flex-direction: column; min-height: 0; background: var(--paper); border-right: 1px solid var(--line) }
header { padding: 1.1rem 1.25rem .6rem; border-bottom: 1px solid var(--line) }
h1 { font: 600 1.35rem/1.2 Georgia, serif; margin: 0 0 .25rem; color: var(--accent) }
header p { margin: .1rem 0; color: var(--soft) }
label { display: block; margin-top: .75rem; color: var(--soft) }
input { font: inherit; width: 100%; padding: .45rem .6rem; color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: 6px }
#found { font-size: .85rem; margin-top: .35rem }
details { margin-top: .5rem; max-height: 30vh; overflow: auto; font-size: .9rem }
details ul { margin: .3rem 0; padding-left: 1.1rem }
.error b { color: var(--accent) }
ol { list-style: none; margin: 0; padding: 0; overflow: auto; flex: 1 }
li { border-bottom: 1px solid var(--line) }
#letters li { display: grid; grid-template-columns: 1fr auto; gap: 0 .75rem; padding: .55rem 1.25rem }
#letters li.current { background: var(--mark); box-shadow: inset 3px 0 var(--accent) }
.clp { font-weight: 600; color: inherit; text-decoration: none }
.clp:hover { text-decoration: underline }
.links a { color: var(--accent); margin-left: .5rem; font-size: .85rem }
.to, .subject { grid-column: 1 / -1; color: var(--soft); font-size: .85rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
iframe { width: 100%; height: 100%; border: 0; background: var(--ground) }
a:focus-visible, input:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
@media (max-width: 800px) { main { grid-template-columns: 1fr; grid-template-rows: 55% 45% } .index { border-right: 0; border-bottom: 1px solid var(--line) } }
`;

/** Narrows the list as somebody types, marks the letter that is shown, and opens the first. Without it, every link works. */
const SCRIPT = `
const letters = [...document.querySelectorAll('#letters li')];
const found = document.getElementById('found');
const fold = (text) => text.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase();
const texts = letters.map((letter) => fold(letter.textContent));
document.getElementById('find').addEventListener('input', (event) => {
  const wanted = fold(event.target.value.trim());
  let count = 0;
  letters.forEach((letter, index) => {
    letter.hidden = !texts[index].includes(wanted);
    letter.style.display = letter.hidden ? 'none' : '';
    if (!letter.hidden) count += 1;
  });
  found.textContent = count === 1 ? '1 letter' : count + ' letters';
});
document.getElementById('letters').addEventListener('click', (event) => {
  const link = event.target.closest('a[target]');
  if (link) mark(link.closest('li'));
});
function mark(letter) {
  for (const other of letters) other.classList.toggle('current', other === letter);
}
if (letters[0]) {
  mark(letters[0]);
  document.querySelector('iframe').src = letters[0].querySelector('a').href;
}
`;
