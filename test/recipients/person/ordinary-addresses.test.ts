import { describe, expect, it } from 'vitest';
import { parseMailbox } from '../../../src/email-address.js';
import { greetingOf } from '../../../src/recipients/person/greeting-of-row.js';
import { isGivenName } from '../../../src/recipients/person/given-names.js';
import { plainWords } from '../../../src/recipients/person/plain-words.js';
import { createWrongPersonGuard } from '../../../src/recipients/table/wrong-person.js';
import type { Problem } from '../../../src/problem.js';
import { ordinaryNames } from './ordinary-names.js';

interface Row {
  readonly name: string;
  readonly local: string;
}

const COLUMNS = ['clp', 'name', 'email'].map((name, index) => ({ name, header: name, number: index + 1 }));
const HEAD = { file: 'clps.csv', encoding: 'UTF-8', delimiter: ',', columns: COLUMNS } as const;

/** What is told of a list with these names and addresses. */
function told(rows: readonly Row[]): readonly Problem[] {
  const guard = createWrongPersonGuard(HEAD);
  rows.forEach(({ name, local }, index) => {
    const clp = `Ward ${index}`;
    const email = parseMailbox(`${local}@example.org`)?.address ?? null;
    const line = index + 2;
    const greeting = greetingOf({});
    const recipient = { line, clp, name, greeting, email, postalAddress: [], language: null, columns: {} };
    guard.see({ kind: 'row', line, cells: [clp, name, local], recipient, problems: [], refusesList: false });
  });
  return guard.problems();
}

function plain(text: string): string {
  return plainWords(text).join('');
}

/** What people of these names are called in English, or how they spell their names otherwise. */
const OTHER_FORMS: Readonly<Record<string, string>> = {
  Siân: 'jane',
  Dafydd: 'david',
  Mair: 'mary',
  Huw: 'hugh',
  Ieuan: 'john',
  Iorwerth: 'iori',
  Gwilym: 'bill',
  Rhys: 'rees',
  Eluned: 'lyn',
  Gethin: 'geth',
  Aoife: 'eva',
  Séamus: 'james',
  Ciarán: 'kieran',
  Máire: 'mary',
  Eoghan: 'owen',
  Siobhán: 'joan',
  Pádraig: 'pat',
  Gráinne: 'grace',
  Bríd: 'bridget',
  Conor: 'con',
  Orla: 'orlagh',
  Seumas: 'hamish',
  Mòrag: 'sarah',
  Iain: 'john',
  Catrìona: 'catherine',
  Ruairidh: 'rory',
  Eilidh: 'helen',
  Alasdair: 'sandy',
  Mairead: 'margaret',
  Coinneach: 'kenneth',
  Peigi: 'peggy',
  Dòmhnall: 'donald',
  Ishbel: 'isabel',
  Łukasz: 'luke',
  Małgorzata: 'margaret',
  Agnieszka: 'agnes',
  Paweł: 'paul',
  Zuzanna: 'susan',
  Krzysztof: 'chris',
  Stanisław: 'stan',
  Wiesław: 'wes',
  Grzegorz: 'greg',
  Ewa: 'eva',
  Ayesha: 'aisha',
  Farida: 'fareeda',
  Bilal: 'belal',
  Nadia: 'nadya',
  Tariq: 'tarek',
  Rukhsana: 'ruksana',
  Khalid: 'khaled',
  Shazia: 'shaz',
  Usman: 'uthman',
  Shafiqul: 'shafiq',
  Nasrin: 'nasreen',
  Rezaul: 'reza',
  Mizanur: 'mizan',
  Ruksana: 'rukhsana',
  Oluwaseun: 'seun',
  Olúwaṣẹ́gun: 'segun',
  Chinedu: 'nedu',
  Folake: 'fola',
  Ifeanyi: 'ify',
  Adaeze: 'ada',
  Babatunde: 'tunde',
  Wei: 'david',
  'Mei Ling': 'may',
  Xiaoming: 'simon',
  'Lai Wah': 'linda',
  Jing: 'jenny',
  'Ka-Shing': 'ken',
  Hui: 'helen',
  'Yuk Lan': 'susan',
  Zhihao: 'jason',
  Min: 'michelle',
  'Siu Ming': 'peter',
  Yan: 'ann',
  Kavitha: 'kavita',
  Lakshmi: 'laxmi',
  Vijay: 'vij',
  Eleni: 'helen',
  Yiannis: 'john',
  Kostas: 'gus',
  Despina: 'debbie',
  Andreas: 'andrew',
  Panayiotis: 'peter',
  Katerina: 'katie',
  Nikos: 'nick',
  Chrystalla: 'christine',
  Androulla: 'andrea',
  Margaret: 'peggy',
  Jo: 'joanna',
};

/** How an ordinary person's address is made of the name. */
const STYLES: Readonly<Record<string, (given: string, family: string, other: string) => string>> = {
  'jo.ely@': (given, family) => `${given}.${family}`,
  'jely@': (given, family) => `${given.charAt(0)}${family}`,
  'jo@': (given) => given,
  'ely1957@': (_given, family) => `${family}1957`,
  'joanna.ely@': (_given, family, other) => `${other}.${family}`,
  'joanna@': (_given, _family, other) => other,
};

const PEOPLE = ordinaryNames().map(({ culture, given, family }) => {
  const other = OTHER_FORMS[given] ?? plain(given);
  return { culture, name: `${given} ${family}`, given: plain(given), family: plain(family), other };
});

describe('ordinary people of eleven cultures', () => {
  it.each(Object.entries(STYLES))('with addresses as %s raise at most one false alarm in 200', (_name, write) => {
    const rows = PEOPLE.map(({ name, given, family, other }) => ({ name, local: write(given, family, other) }));
    const alarms = rows.filter((row) => told([row]).length > 0).map(({ name, local }) => `${name} ${local}`);
    expect(alarms.length, alarms.join('\n')).toBeLessThanOrEqual(rows.length / 200);
  });

  it('with the address of another are told, four of five where it holds a common given name', () => {
    const wrong = PEOPLE.flatMap(({ name, culture }, index) => {
      const other = PEOPLE[(index * 31 + 17) % PEOPLE.length];
      if (other === undefined || other.culture === culture || !isGivenName(other.given)) return [];
      return [{ name, local: `${other.given}.${other.family}` }];
    });
    expect(wrong.filter((row) => told([row]).length > 0).length / wrong.length).toBeGreaterThan(0.8);
  });
});

/** Lists of one culture, or of all, with addresses of one style; the names stand in no order. */
const LISTS = [...new Set(PEOPLE.map(({ culture }) => culture)), 'all'].flatMap((culture) =>
  Object.entries(STYLES).map(([style, write]) => {
    const people = PEOPLE.filter((person) => culture === 'all' || person.culture === culture);
    const rows = Array.from({ length: 24 }, (_, index): Row => {
      const person = people[(index * 37 + 11) % people.length];
      if (person === undefined) return { name: '', local: 'info' };
      return { name: person.name, local: write(person.given, person.family, person.other) };
    });
    return { title: `${culture}, ${style}`, rows };
  }),
);

describe('a list whose addresses slipped by a row', () => {
  function isStopped(rows: readonly Row[]): boolean {
    return told(rows).some(({ code }) => code === 'slipped-column');
  }

  it.each([1, -1])('by %d is stopped, nearly always', (by) => {
    const missed = LISTS.filter(({ rows }) => {
      const slipped = rows.map((row, index) =>
        index < 8 ? row : { ...row, local: rows[index + by]?.local ?? 'info' },
      );
      return !isStopped(slipped);
    });
    expect(missed.length / LISTS.length, missed.map(({ title }) => title).join('\n')).toBeLessThan(0.05);
  });

  it('is none where every address is its own', () => {
    expect(LISTS.filter(({ rows }) => isStopped(rows)).map(({ title }) => title)).toEqual([]);
  });
});
