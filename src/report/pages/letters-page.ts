import { escapeHtml } from '../../render/html/escape.js';
import type { Problem } from '../../problem.js';
import { counted } from '../lines/problem-text.js';

/** What stands above the letters. Everything is plain text. */
export interface PageHead {
  /** The browser's title. */
  readonly title: string;
  readonly heading: string;
  readonly lines: readonly string[];
  readonly problems: readonly Problem[];
  /** How many letters follow. */
  readonly total: number;
}

/** One letter of a page. */
export interface PageEntry {
  readonly clp: string;
  readonly to: string;
  readonly subject: string;
  /** What else there is to say of it; a wrong that was done to it is shown as one. */
  readonly note: { readonly text: string; readonly isWrong: boolean } | null;
  /** The first that a browser can show is what the CLP leads to. */
  readonly links: readonly PageLink[];
}

export interface PageLink {
  /** A path beside the page, with forward slashes. */
  readonly file: string;
  readonly label: string;
  /** What a reader hears who comes upon the link alone. */
  readonly title: string;
}

/** The beginning of a page to look through letters. It is written in pieces, so that a long list need not be held in memory. */
export function pageHead({ title, heading, lines, problems, total }: PageHead): string {
  return `<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
<main>
<section class="index">
<header>
<h1>${escapeHtml(heading)}</h1>
${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')}
${problemList(problems)}
<label>Find <input type="search" id="find" placeholder="CLP, e-mail or subject" autocomplete="off"></label>
<p id="found" aria-live="polite">${escapeHtml(counted(total, 'letter'))}</p>
</header>
<ol id="letters">
`;
}

export function pageEntry({ clp, to, subject, note, links }: PageEntry): string {
  const shown = links.find(({ file }) => !isForMailProgram(file));
  const name = escapeHtml(clp);
  return `<li>${shown === undefined ? `<span class="clp">${name}</span>` : `<a class="clp" href="${address(shown.file)}" target="viewer">${name}</a>`}
<span class="links">${links.map(link).join('')}</span>
<span class="to">${escapeHtml(to)}</span>
<span class="subject">${escapeHtml(subject)}</span>${note === null ? '' : `\n<span class="note${note.isWrong ? ' wrong' : ''}">${escapeHtml(note.text)}</span>`}</li>
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

function link({ file, label, title }: PageLink): string {
  const target = isForMailProgram(file) ? '' : ' target="viewer"';
  return `<a href="${address(file)}"${target} title="${escapeHtml(title)}">${label}</a>`;
}

/** A browser hands a message to the mail program; it has no place in the frame. */
function isForMailProgram(file: string): boolean {
  return file.endsWith('.eml');
}

/** The PDF open parameters keep the viewer's side panel shut, which would take the letter's room: Chromium and Acrobat, then Firefox. */
function address(file: string): string {
  const path = escapeHtml(file.split('/').map(encodeURIComponent).join('/'));
  return file.endsWith('.pdf') ? `${path}#navpanes=0&amp;pagemode=none` : path;
}

const STYLE = `
:root { --ink: #1c1c1e; --soft: #5b5b62; --paper: #ffffff; --ground: #f3f1ed; --line: #dcd8d0; --accent: #a31f2b; --mark: #fbeceb }
@media (prefers-color-scheme: dark) { :root { --ink: #ececee; --soft: #a9a9b2; --paper: #1d1d20; --ground: #131315; --line: #35353b; --accent: #ff9a97; --mark: #3a2021 } }
:root { color-scheme: light dark }
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
li { border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
#letters li { display: flex; flex-wrap: wrap; gap: 0 .75rem; padding: .6rem 1.25rem }
#letters li.current { background: var(--mark); box-shadow: inset 3px 0 var(--accent) }
.clp { flex: 1 1 10rem; font-weight: 600; color: inherit; text-decoration: none }
a.clp:hover { text-decoration: underline }
.links { display: flex; gap: .75rem; align-items: baseline }
.links a { color: var(--accent); font-size: .85rem }
.to, .subject, .note { flex: 1 0 100%; color: var(--soft); font-size: .85rem }
.note.wrong { color: var(--accent); font-weight: 600 }
iframe { width: 100%; height: 100%; border: 0; background: var(--ground) }
a:focus-visible, input:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
@media (max-width: 800px) { main { grid-template-columns: minmax(0, 1fr); grid-template-rows: 55% 45% } .index { border-right: 0; border-bottom: 1px solid var(--line) } }
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
const first = letters.find((letter) => letter.querySelector('a[target]'));
if (first) {
  mark(first);
  document.querySelector('iframe').src = first.querySelector('a[target]').href;
}
`;
