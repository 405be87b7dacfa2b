// Invented letters of realistic length, as the merge makes them: what the bench and a look at the page need.

const plain = { strong: false, emphasis: false, superscript: false };
/** Text, where *…* is emphasis, **…** strong, ^…^ superscript and [text](address) a link. */
function runs(source) {
  const found = [];
  for (const part of source.split(/(\*\*[^*]+\*\*|\*[^*]+\*|\^[^^]+\^|\[[^\]]+\]\([^)]+\))/u)) {
    const link = /^\[([^\]]+)\]\(([^)]+)\)$/u.exec(part);
    if (part === '') continue;
    if (link !== null) found.push({ kind: 'link', href: link[2], runs: runs(link[1]) });
    else if (part.startsWith('**')) found.push({ ...plain, kind: 'text', text: part.slice(2, -2), strong: true });
    else if (part.startsWith('*')) found.push({ ...plain, kind: 'text', text: part.slice(1, -1), emphasis: true });
    else if (part.startsWith('^')) found.push({ ...plain, kind: 'text', text: part.slice(1, -1), superscript: true });
    else found.push({ ...plain, kind: 'text', text: part });
  }
  return found;
}

const paragraph = (source) => ({ kind: 'paragraph', runs: runs(source) });
const heading = (source) => ({ kind: 'heading', level: 2, runs: runs(source) });

const sender = {
  kind: 'sender',
  name: 'Angharad Llywelyn-Rees',
  lines: [
    runs('Membership number A1234567'),
    runs('Ynys Môn CLP'),
    runs('[angharad@example.org](mailto:angharad@example.org)'),
  ],
};

/** A letter of two pages. */
export function twoPageLetter(clp, greeting) {
  return {
    language: 'en-GB',
    subject: `Angharad Llywelyn-Rees for the NEC: will ${clp} nominate?`,
    author: 'Angharad Llywelyn-Rees',
    attach: [],
    blocks: [
      sender,
      { kind: 'date', text: '12 April 2028' },
      paragraph(`Dear ${greeting},`),
      paragraph(
        `This year our party elects the members of its National Executive Committee, and until the 24^th^ June ${clp} can make up to six nominations for the constituency section. It comes at a crucial time. We have a new leader, many thousands of new members, and a chance that we may not be given again. I have long experience of our movement, I am committed to it with all that I have, and I bring ideas of my own; and so I am writing to ask whether your members would consider me.`,
      ),
      heading('My record in the labour movement'),
      paragraph(
        'I joined the party thirty-one years ago, and have been a branch secretary, a constituency chair and, for nine years, a member of the *National Policy Forum*, where I wrote much of what we now say about buses, broadband and rural schools. I have served on our regional executive since 2011. Before that I worked in the devolved assembly for two of its members, and I saw from close by how a bill becomes law: slowly, and then all at once.',
      ),
      paragraph(
        'I have been a county councillor since 2008. I know what it means to close a library on a Tuesday and to explain it on the Wednesday. As a trade unionist since my first job I was acting secretary of my branch in the difficult years from 2012 to 2014, sat on the general council, and am proud to be a member of **the union that organises in our warehouses**.',
      ),
      heading('What I stand for'),
      paragraph(
        'I am a socialist, and I joined because a neighbour lost his job, his house and then his health within a year, while those who had gambled with the bank that held his savings lost nothing at all. Public services are how a decent country looks after its own; fair taxes are what they cost. Finance must serve industry, and social security must be there for everyone who needs it, at once and without humiliation. Our last government did a great deal of good, but on each of these it fell short, and we should say so.',
      ),
      paragraph(
        'Two years ago the members opened another way. Since then we have grown to be one of the largest parties in Europe, and the people who joined did not come to deliver leaflets only: they came to have a say. Whoever sits on the committee in their name must be found on their side when the room is empty and the agenda long.',
      ),
      paragraph('I stand as one of a group of like-minded candidates. If you can, please nominate us all:'),
      {
        kind: 'list',
        start: null,
        items: [
          'Jo Bloggs-Okafor, of Kingston upon Hull East',
          'Siân Prys, of Dwyfor Meirionnydd',
          'Łukasz Wiśniewski, of Ealing North',
          'Catrìona NicLeòid, of Na h-Eileanan an Iar',
        ].map((item) => [paragraph(item)]),
      },
      heading('Learning from devolution'),
      paragraph(
        `It is many years since anyone from my nation sat regularly on the constituency section, and that is our loss as well as the party’s. After twenty-eight years of devolution we have policies of our own to show: a health service that has been kept public and whole, comprehensive schools in every town, free prescriptions, breakfasts at school for every child who wants one, and bus passes that get young people to work. None of it was easy; some of it was paid for by doing without. But it was done, and the efficient, unflashy officials who did it could teach Whitehall a thing or two.`,
      ),
      heading('A voice for ordinary members'),
      paragraph(
        'If I am elected you will hear from me. I shall write a report after every meeting of the committee and send it to every constituency party, with what was decided, who voted for what, and what comes next. I shall come and speak to you whenever you invite me, by train if there is one. And what you raise with me I shall take up, in the meeting and not only in the corridor. You will find what I have written so far on [my website](https://www.example.org/angharad), with an account of each vote that I have cast on the forum.',
      ),
      paragraph(
        `I hope very much that ${clp} will feel able to support me when you meet to make your nominations. If there is anything that you or your members would like to know before then, please write to me at [angharad@example.org](mailto:angharad@example.org): I answer every letter myself. Thank you for reading.`,
      ),
      { kind: 'signature', closing: 'Yours fraternally,', name: 'Angharad Llywelyn-Rees' },
    ],
  };
}
