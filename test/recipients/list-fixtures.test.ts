import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const lists = new URL('../fixtures/lists/', import.meta.url);

function foldersOf(path: string): string[] {
  const entries = readdirSync(new URL(path, lists), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => (path === '.' ? name : `${path}${name}`));
}

it('the table of the lists names every fixture, and only what is there', () => {
  const readme = readFileSync(new URL('README.md', lists), 'utf8');
  const named = [...readme.matchAll(/\]\(([^)]+)\)/gu)].map(([, target = '']) => target);
  expect(named.filter((target) => !existsSync(new URL(target, lists)))).toEqual([]);
  const folders = [...foldersOf('.'), ...foldersOf('../campaigns/')];
  expect(folders.filter((folder) => !named.includes(folder))).toEqual([]);
});
