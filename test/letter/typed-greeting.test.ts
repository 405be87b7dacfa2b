import { expect, it } from 'vitest';
import { partialsOf, problemsOf, templateText } from './an-example.js';

function told(body: string, partials = partialsOf({})): readonly string[] {
  return problemsOf(templateText(body), partials).map(
    ({ file, line, column, severity, code, hint }) =>
      `${file} ${line ?? 0}:${column ?? 0} ${severity} ${code}: ${hint}`,
  );
}

it.each([
  ['Dear Jo,', 'first.hbs 4:1 warning typed-greeting: Write: Dear {{greeting}},'],
  ['Dear Cllr Khan,', 'first.hbs 4:1 warning typed-greeting: Write: Dear {{greeting}},'],
  ['Dear Jo and Ann,', 'first.hbs 4:1 warning typed-greeting: Write: Dear {{greeting}},'],
  ['**Dear Jo,**', 'first.hbs 4:3 warning typed-greeting: Write: Dear {{greeting}},'],
  ['Annwyl Siân,', 'first.hbs 4:1 warning typed-greeting: Write: Annwyl {{greeting}},'],
  ['Annwyl Siân a Tomos,', 'first.hbs 4:1 warning typed-greeting: Write: Annwyl {{greeting}},'],
  ['Hi Jo!', 'first.hbs 4:1 warning typed-greeting: Write: Hi {{greeting}},'],
  ['Good morning Mary-Ann O’Dowd', 'first.hbs 4:1 warning typed-greeting: Write: Good morning {{greeting}},'],
])('everybody would be greeted alike: %s', (line, problem) => {
  expect(told(`${line}\n\nI write to {{clp}}.`)).toEqual([problem]);
});

it('in a partial, too', () => {
  expect(told('{{> hello}}\n\nI write to {{clp}}.', partialsOf({ hello: 'Dear Jo,\n' }))).toEqual([
    'partials/hello.hbs 1:1 warning typed-greeting: Write: Dear {{greeting}},',
  ]);
});

it.each([
  'Dear {{greeting}},',
  'Dear {{title}} {{last_name}},',
  'Dear Comrade,',
  'Dear Comrades and Friends,',
  'Dear Secretary,',
  'Dear all,',
  'Annwyl Gyfaill,',
  'Dear Jo Cox, whom we miss, said so.',
  'Hello from Cardiff to all of you in {{clp}}.',
  'Dear members of {{clp}},',
])('is left alone: %s', (line) => {
  expect(told(`${line}\n\nI write to {{clp}}.`)).toEqual([]);
});
