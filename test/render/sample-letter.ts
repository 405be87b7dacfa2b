import { campaignSchema } from '../../src/campaign.js';
import type { Block, Letter, Run, TextRun } from '../../src/letter/letter.js';

/** As it is without `letter:` in campaign.yaml. */
export const style = campaignSchema.shape.letter.parse({});

export function plain(text: string): TextRun {
  return { kind: 'text', text, strong: false, emphasis: false, superscript: false };
}

export function marked(text: string, ...marks: readonly ('strong' | 'emphasis' | 'superscript')[]): TextRun {
  return {
    kind: 'text',
    text,
    strong: marks.includes('strong'),
    emphasis: marks.includes('emphasis'),
    superscript: marks.includes('superscript'),
  };
}

export function link(href: string, text: string): Run {
  return { kind: 'link', href, runs: [plain(text)] };
}

export function paragraph(...runs: readonly (Run | string)[]): Block & { kind: 'paragraph' } {
  return { kind: 'paragraph', runs: runs.map((run) => (typeof run === 'string' ? plain(run) : run)) };
}

/** A letter of these blocks, with nothing else of note. */
export function letterOf(...blocks: readonly Block[]): Letter {
  return { language: 'en-GB', subject: 'A letter', largePrint: false, author: 'Siân Prys', blocks, attach: [] };
}

/** One of every kind of block and run, and characters that some encoding might spoil. */
export const sampleLetter: Letter = {
  language: 'en-GB',
  largePrint: false,
  subject: 'Siân Prys for the NEC: will Ynys Môn nominate?',
  author: 'Siân Prys',
  attach: ['letter.pdf'],
  blocks: [
    {
      kind: 'sender',
      name: 'Siân Prys',
      lines: [
        [plain('Membership number A0012345')],
        [plain('Dwyfor Meirionnydd CLP')],
        [link('mailto:sian@example.org', 'sian@example.org')],
      ],
    },
    { kind: 'recipient', lines: ['Mr Łukasz O’Brien', 'Tŷ Ŵyn', '3 Stryd Fawr', 'LLANGEFNI', 'LL77 7AA'] },
    { kind: 'date', text: '24 May 2028' },
    paragraph('Dear Łukasz,'),
    paragraph(
      'The election of members of the National Executive Committee is near. I hold one of its seats, I stand again, and I ask that your members in ',
      marked('Ynys Môn', 'strong'),
      ' consider nominating me before the 24',
      marked('th', 'superscript'),
      ' of June. My reports are on ',
      link('https://www.example.org/reports', 'my website'),
      ', and everything else is on ',
      link('https://www.example.org/', 'www.example.org'),
      '.',
    ),
    { kind: 'heading', level: 2, runs: [plain('My record in the labour movement')] },
    paragraph(
      'I have been a member of the party for thirty-one years and have campaigned in every election since. As a councillor in Gwynedd until 2022 I saw what austerity did to councils: libraries that closed, care that was rationed, and people who were told that there was no other way. There was, and there is. ',
      marked('We need a party that says so', 'emphasis'),
      ', in the 21',
      marked('st', 'superscript'),
      ' century as in the one before.',
    ),
    {
      kind: 'list',
      start: null,
      items: [
        [
          paragraph(
            'branch and constituency offices, from street steward upward, over more than twenty years of evenings and wet Saturdays',
          ),
        ],
        [paragraph('the national policy forum')],
        [
          paragraph('the regional executive:'),
          { kind: 'list', start: 3, items: [[paragraph('in the north')], [paragraph('in the south')]] },
        ],
      ],
    },
    { kind: 'heading', level: 3, runs: [plain('What others say')] },
    {
      kind: 'quotation',
      blocks: [
        paragraph(
          'Siân is the only member of the committee who has written to us after every single meeting, and who answers when we write back.',
        ),
      ],
    },
    { kind: 'rule' },
    { kind: 'image', source: 'images/rally.png', alternative: 'Siân Prys at a rally in Bangor' },
    paragraph(
      'I hope that Ynys Môn will support me.',
      { kind: 'break' },
      'Fish & chips < £10 > “nothing”; {{not a variable}} *not emphasis*.',
    ),
    { kind: 'signature', closing: 'Many thanks', name: 'Siân Prys' },
  ],
};
