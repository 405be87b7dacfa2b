import { describe, expect, it } from 'vitest';
import { listEvents } from './list-events.js';

/** What is told of a list: its columns by their names, and the codes and sentences of its problems. */
async function read(list: string): Promise<{ names: readonly string[]; told: readonly string[] }> {
  const told: string[] = [];
  let names: readonly string[] = [];
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from(list));
  }
  for await (const event of listEvents(bytes(), { file: 'clps.csv' })) {
    told.push(...event.problems.map(({ code, message, hint }) => `${code}: ${message} ${hint}`));
    if (event.kind === 'head') names = event.head.columns.map(({ name }) => name);
  }
  return { names, told };
}

const FIXED = { clp: 'Bath', name: 'Jo Ely', email: 'jo@example.org', address_1: '1 High Street', postcode: 'BA1 1AA' };

/** A list with whatever it needs, and this column in the place of the field that it may mean. */
async function readWith(header: string, field: string): Promise<{ names: readonly string[]; told: readonly string[] }> {
  const columns = Object.entries(FIXED).filter(([name]) => name !== field);
  const headers = [...columns.map(([name]) => name), `"${header}"`];
  return await read(`${headers.join()}\n${[...columns.map(([, cell]) => cell), ''].join()}\n`);
}

describe('a header that is nearly known', () => {
  it.each([
    ['Adress', 'address_1'],
    ['Addres line 2', 'address_2'],
    ['Emial', 'email'],
    ['Emal adress', 'email'],
    ['Langauge', 'language'],
    ['Prefered langauge', 'language'],
    ['Salutaton', 'salutation'],
    ['Large prnt', 'large_print'],
    ['Largeprnt', 'large_print'],
    ['Frist name', 'first_name'],
    ['Sirname', 'last_name'],
    ['Postcde', 'postcode'],
    ['Secretry', 'name'],
    ['Nmae', 'name'],
    ['Twon', 'town'],
    ['Reigon', 'region'],
    ['Iatih', 'language'],
    ['Rhanbrth', 'region'],
    ['Cod pots', 'postcode'],
    ['Cyfeirad', 'address_1'],
  ])('%s is one warning that names the field %s', async (header, field) => {
    const { told } = await readWith(header, field);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(
      `nearly-known-column: The column "${header}" is spelt nearly like one that holds the field ${field}`,
    );
    expect(told[0]).toContain(`columns: { ${field}: "${header}" }`);
  });

  it('is no guess where another column holds the field', async () => {
    const { told } = await read('clp,email,Emial\nBath,jo@example.org,x\n');
    expect(told).toEqual([]);
  });

  it('leaves the columns alone that people keep for themselves', async () => {
    const own = `Members,Branch,Notes,Phone,Date,Status,County,Country code,Ward,Role,Office,Source,Tags,Owner,Mobile,Telephone,Tel,
      Contacted,Emailed,Posted,Replied,Last contacted,Last contact,Contact date,Contract,Contract date,Station,Polling station,
      Nominated,Meeting,Meeting date,Meeting time,Venue,Delegates,Majority,MP,PPC,Candidate name,Chair,Chair name,Treasurer,Agent,
      Website,Twitter,Facebook,Organisation,Organization,Company,Job title,Position,Group,List,List name,Segment,Score,Priority,
      Response,Result,Vote,Votes,Yes,No,Comments,Comment,Remarks,Follow up,Followed up,Created,Created at,Updated,Modified,ID,
      Record ID,External ID,Contact ID,Contact type,Contact subtype,Contact source,Gender,Birth date,Middle name,Suffix,Individual suffix,
      Home phone,Work phone,Mobile phone,Email 2,E-mail 2,Secondary email type,Email status,Email verified,Address type,Location type,
      Latitude,Longitude,Timezone,State,Province,County name,State/Province,Member rating,Confirm time,Leid,Euid,
      Start time,Completion time,Timestamp,Score total,Party,Party member,Membership number,Signup type,Support level,Precinct,
      Tag list,Nationbuilder ID,Is volunteer,Do later,Attachments,Assignee,Created by,Last modified by,Last modified time,Aelodau,
      Cangen,Nodiadau,Ffôn,Dyddiad,Statws,Swydd,Sir,Cyfarfod,Canlyniad,Grŵp,Sylwadau,Named contact?,Titles held,Tile,Legion,Papers sent,
      Post held,Postage,Poster,Cost,Host,Most,Past member,Fast track,Firstly,Down,Tower,Towns covered,Clip,Names of officers`;
    for (const header of own.split(',').map((word) => word.trim())) {
      const { told } = await read(`clp,Salutation,"${header}",email\nBath,Jo,3,jo@example.org\n`);
      expect(told, header).toEqual([]);
    }
  });
});

describe('a header of a form, an address book or a campaign system', () => {
  it.each([
    ['Emailaddr', 'email'],
    ['Mail', 'email'],
    ['E-mail 1 - Value', 'email'],
    ['email1', 'email'],
    ['Primary email', 'email'],
    ['Cyfeiriad e-bost', 'email'],
    ['E-bost yr ysgrifennydd', 'email'],
    ["Secretary's email", 'email'],
    ['Secretary’s e-mail address', 'email'],
    ['What is your email address?', 'email'],
    ['Ysgrifennydd', 'name'],
    ["Enw'r ysgrifennydd", 'name'],
    ['Contact person', 'name'],
    ['Display Name', 'name'],
    ['Cyfenw', 'last_name'],
    ['Enw cyntaf', 'first_name'],
    ['Individual Prefix', 'title'],
    ['CLP name', 'clp'],
    ['Local party', 'clp'],
    ["Enw'r etholaeth", 'clp'],
    ['Supplemental Address 1', 'address_2'],
    ['primary_address1', 'address_1'],
    ['Home Street', 'address_1'],
    ['Cyfeiriad: llinell 2', 'address_2'],
    ['primary_zip', 'postcode'],
    ['Côd post', 'postcode'],
    ['Tref neu ddinas', 'town'],
    ['Dewis iaith', 'language'],
    ['Welsh or English?', 'language'],
    ['Print mawr', 'large_print'],
    ['Rhanbarth', 'region'],
    ['Gwlad', 'nation'],
  ])('%s is known as %s', async (header, field) => {
    const { names } = await readWith(header, field);
    expect(names.at(-1)).toBe(field);
  });

  it('stays a column of its own beside a plainer one, or where two could be meant', async () => {
    const beside = await read(
      'clp,email,Work email,Home address,Address\nBath,jo@example.org,x,1 High Street,2 High Street\n',
    );
    expect(beside).toEqual({ names: ['clp', 'email', 'work_email', 'home_address', 'address_1'], told: [] });
    const two = await read('clp,address,postcode,Work email,Home email\nBath,1 High Street,BA1 1AA,,\n');
    expect(two.names.slice(3)).toEqual(['work_email', 'home_email']);
  });
});

describe('a list whose addresses stand below a header that is not known', () => {
  it('says so, with the column', async () => {
    const { told } = await read(
      'clp,Where to write,address,postcode\nBath,jo@example.org,1 High Street,BA1 1AA\nHull,al@example.org,2 High Street,HU1 1AA\n',
    );
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^unread-addresses: The column "Where to write" holds e-mail addresses/u);
    expect(told[0]).toContain('columns: { email: "Where to write" }');
  });

  it('says so too where the column that is read is empty', async () => {
    const { told } = await read('clp,email,Kontakt,address,postcode\nBath,,jo@example.org,1 High Street,BA1 1AA\n');
    expect(told.map((line) => line.split(':')[0])).toEqual(['unread-addresses']);
  });

  it('says nothing of other addresses beside those that are read', async () => {
    const { told } = await read('clp,email,Chair\nBath,jo@example.org,al@example.org\n');
    expect(told).toEqual([]);
  });
});

describe('a column that campaign.yaml names and a list has not', () => {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from('Constituency,E-mail\nBath,jo@example.org\n'));
  }

  it('is no error where the header tells by itself: a warning says which it is', async () => {
    const columns = { clp: 'Party unit', email: 'Where to write' };
    const events = [];
    for await (const event of listEvents(bytes(), { file: 'clps.csv', columns })) events.push(event);
    const [head, row] = events;
    expect(head?.problems.map(({ severity, code, message }) => `${severity} ${code} ${message}`)).toEqual([
      'warning mapped-column-missing campaign.yaml says that clp is the column "Party unit", but the list has no such column. "Constituency" is taken for it.',
      'warning mapped-column-missing campaign.yaml says that email is the column "Where to write", but the list has no such column. "E-mail" is taken for it.',
    ]);
    expect(row).toMatchObject({ recipient: { clp: 'Bath', email: { typed: 'jo@example.org' } } });
  });
});
