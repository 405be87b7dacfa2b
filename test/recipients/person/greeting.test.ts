import { describe, expect, it } from 'vitest';
import { greetingOf } from '../../../src/recipients/person/greeting-of-row.js';

/** "first-name: Jo", "fallback: office". */
function told(columns: Readonly<Record<string, string>>): string {
  const greeting = greetingOf(columns);
  return `${greeting.kind}: ${greeting.kind === 'fallback' ? String(greeting.because) : greeting.text}`;
}

describe('a name is greeted', () => {
  it.each([
    ['Priya Shah', 'first-name: Priya'],
    ['Dr Priya Shah', 'first-name: Priya'],
    ['Cllr. Dr. Priya Shah', 'first-name: Priya'],
    ['Rt Hon Mary Jane Evans', 'first-name: Mary'],
    ['The Rt Hon Jo Smith', 'first-name: Jo'],
    ['The Rev Jo Smith', 'first-name: Jo'],
    ['Fr. Jo Smith', 'first-name: Jo'],
    ['Rev. Canon Jo Smith', 'first-name: Jo'],
    ['Capt Jo Smith', 'first-name: Jo'],
    ['Major Jo Smith', 'first-name: Jo'],
    ['Ald Jo Smith', 'first-name: Jo'],
    ['Rabbi Jo Smith', 'first-name: Jo'],
    ['Imam Yusuf Ali', 'first-name: Yusuf'],
    ['Bishop Jo Smith', 'first-name: Jo'],
    ['Lt. Col. Jo Smith', 'first-name: Jo'],
    ['Yr Athro Siân Prys', 'first-name: Siân'],
    ['Y Parch. Dafydd Rees', 'first-name: Dafydd'],
    ['Sir Alun', 'first-name: Sir Alun'],
    ['Cllr Priya', 'first-name: Cllr Priya'],
    ['Mr Jones', 'title-and-surname: Mr Jones'],
    ['Mr. J. Jones', 'title-and-surname: Mr Jones'],
    ['Cllr Khan', 'title-and-surname: Cllr Khan'],
    ['J. Smith', 'whole-name: J. Smith'],
    ['N.K. Rajan', 'whole-name: N.K. Rajan'],
    ['Shah, Priya', 'first-name: Priya'],
    ['Shah, P', 'whole-name: P Shah'],
    ['Shah, Mrs P.', 'title-and-surname: Mrs Shah'],
    ['Ms Oak, Ann', 'first-name: Ann'],
    ['van der Berg, Piet', 'first-name: Piet'],
    ['LEE Jo', 'first-name: Jo'],
    ['Jo LEE', 'first-name: Jo'],
    ["O'BRIEN-SMITH Niamh", 'first-name: Niamh'],
    ['Md Abdul Karim', 'first-name: Abdul'],
    ['Md. Rafiq Islam', 'first-name: Rafiq'],
    ['Łucja Nowak-O’Brien', 'first-name: Łucja'],
    ['Dean Martin', 'first-name: Dean'],
    ['Jo Bloggs MBE', 'first-name: Jo'],
    ['Jo Bloggs, MBE, JP', 'first-name: Jo'],
    ['Jo Ma', 'first-name: Jo'],
    ['Jo Bloggs (she/her)', 'first-name: Jo'],
    ['Joe (Joseph) Bloggs', 'first-name: Joe'],
  ])('%j as %s', (name, greeting) => {
    expect(told({ name })).toBe(greeting);
  });

  it.each([
    ['Secretary Jo Bloggs', 'first-name: Jo'],
    ['Secretary: Jo', 'first-name: Jo'],
    ['Jo Bloggs, Secretary', 'first-name: Jo'],
    ['Jo Bloggs – CLP Secretary', 'first-name: Jo'],
    ['Jo Bloggs (Secretary)', 'first-name: Jo'],
    ['Jo Bloggs Secretary', 'first-name: Jo'],
    ['Acting Secretary - Jo Bloggs', 'first-name: Jo'],
    ['Ann Branch', 'first-name: Ann'],
    ['1. Sam Ash', 'first-name: Sam'],
    ['2) Sam Ash', 'first-name: Sam'],
    ['• Jo Ely', 'first-name: Jo'],
    ['- Jo Ely', 'first-name: Jo'],
    ['(Jo) Yew', 'first-name: Jo'],
    ['"Jo" Ely', 'first-name: Jo'],
    ['“Jo” Ely', 'first-name: Jo'],
  ])('%j, beside what is no name, as %s', (name, greeting) => {
    expect(told({ name })).toBe(greeting);
  });

  it.each([
    ['Mr. and Mrs. Smith', 'Mr & Mrs Smith'],
    ['Mr & Mrs Smith', 'Mr & Mrs Smith'],
    ['Mr and Mrs J Smith', 'Mr & Mrs Smith'],
    ['Cllr. & Mrs. Smith', 'Cllr & Mrs Smith'],
    ['Smith, Mr & Mrs J', 'Mr & Mrs Smith'],
    ['Mr/Mrs Smith', 'Mr & Mrs Smith'],
    ['Dr & Cllr Shah', 'Dr & Cllr Shah'],
    ['Jo and Ann Bloggs', 'Jo and Ann'],
    ['Jo & Ann Elm', 'Jo and Ann'],
    ['Jo Bloggs & Ann Ash', 'Jo and Ann'],
    ['Jo Bloggs; Ann Ash', 'Jo and Ann'],
    ['Jo Bloggs/Ann Ash', 'Jo and Ann'],
    ['Siân a Dafydd Rees', 'Siân a Dafydd'],
    ['Mr J Ash and Ms A Oak', 'Mr Ash and Ms Oak'],
  ])('%j as the couple %s', (name, greeting) => {
    expect(told({ name })).toBe(`couple: ${greeting}`);
  });
});

describe('what names nobody is not greeted', () => {
  it.each([
    ...['Not Known', 'To Be Confirmed', 'No Name', 'Position Vacant', 'Test Test', 'See Below', 'TBC', '?', '-'].map(
      (name) => [name, 'stand-in'],
    ),
    ...['NaN', String.raw`\N`, 'n/a', 'N/K?', 'jo@example.org', 'VACANT', 'tbc.'].map((name) => [name, 'stand-in']),
    ...['The Secretary', 'Branch Secretary', 'Labour Party', 'CLP Secretary', 'Secretary', 'Bath CLP'].map((name) => [
      name,
      'office',
    ]),
    ...['Hon. Secretary', 'Acting Chair', 'Ysgrifennydd', 'Bath Secretary', 'Membership Officer'].map((name) => [
      name,
      'office',
    ]),
    ...['Miss', 'Cllr', 'The Rt Hon', 'Cynghorydd', 'Mr.', 'Dr Prof'].map((name) => [name, 'title']),
    ...['Smith', 'van Dyke', 'J.'].map((name) => [name, 'surname']),
  ])('%j (%s)', (name, because) => {
    expect(told({ name: name })).toBe(`fallback: ${because}`);
  });

  it.each([['Jo, Ann and Sam Oak'], ['Mr & Ash'], ['Jo and the Secretary']])('%j, who are several', (name) => {
    expect(told({ name })).toBe('fallback: several');
  });
});

describe('a row is greeted by', () => {
  it.each([
    [{ salutation: 'Dr Shah', first_name: 'Pri', name: 'Dr Priya Shah' }, 'salutation: Dr Shah'],
    [{ salutation: 'TBC', first_name: 'Pri' }, 'first-name: Pri'],
    [{ first_name: 'Mary Jane', last_name: 'Evans' }, 'first-name: Mary Jane'],
    [{ first_name: 'Rev. Jo', last_name: 'Evans' }, 'first-name: Jo'],
    [{ first_name: 'Jo,', last_name: 'Evans' }, 'first-name: Jo'],
    [{ first_name: 'To Be Confirmed', last_name: '' }, 'fallback: stand-in'],
    [{ first_name: '', last_name: 'Smith' }, 'fallback: surname'],
    [{ first_name: '', last_name: 'Smith', title: 'Ms' }, 'title-and-surname: Ms Smith'],
    [{ first_name: 'J', last_name: 'Smith', title: 'Ms.' }, 'title-and-surname: Ms Smith'],
    [{ first_name: 'J', last_name: 'Smith' }, 'whole-name: J Smith'],
    [{ first_name: 'J', last_name: '' }, 'fallback: surname'],
    [{ first_name: 'P.', name: 'P. Shah', last_name: 'Shah' }, 'whole-name: P. Shah'],
    [{ name: 'Smith', title: 'Cllr' }, 'title-and-surname: Cllr Smith'],
    [{ name: 'J Smith', title: 'Cllr' }, 'title-and-surname: Cllr Smith'],
    [{ first_name: 'Jo & Ann', last_name: 'Elm' }, 'couple: Jo and Ann'],
    [{}, 'fallback: null'],
  ])('%j: %s', (columns, greeting) => {
    expect(told(columns)).toBe(greeting);
  });
});
