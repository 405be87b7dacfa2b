import type { Campaign } from '../campaign.js';
import { furnitureIn } from './wording/furniture.js';
import { dateInWords } from './wording/language.js';
import type { DateBlock, Letter, RecipientBlock, Run, SenderBlock } from './letter.js';
import { sameAsBefore } from './markdown/same-block.js';

interface LetterheadFacts {
  readonly campaign: Campaign;
  readonly row: { readonly name: string; readonly postalAddress: readonly string[] };
  /** An ISO date is put into words; anything else stands as it is. */
  readonly date: string;
  /** BCP 47. */
  readonly language: string;
}

function text(characters: string): Run & { kind: 'text' } {
  return { kind: 'text', text: characters, strong: false, emphasis: false, superscript: false };
}

const sameSender = sameAsBefore<SenderBlock>();
const sameDate = sameAsBefore<DateBlock>();

function senderBlock({
  campaign: { candidate, letter },
  language,
}: Pick<LetterheadFacts, 'campaign' | 'language'>): SenderBlock {
  const furniture = furnitureIn(language);
  const lines: Run[][] = [];
  if (candidate.membershipNumber !== undefined)
    lines.push([text(furniture.membershipNumber(candidate.membershipNumber))]);
  if (candidate.clp !== undefined) lines.push([text(furniture.clp(candidate.clp))]);
  if (candidate.email !== undefined)
    lines.push([{ kind: 'link', href: new URL(`mailto:${candidate.email}`).href, runs: [text(candidate.email)] }]);
  const sender = { kind: 'sender', name: candidate.name, lines } as const;
  if (letter.logo === undefined) return sender;
  return { ...sender, logo: { kind: 'image', source: letter.logo, alternative: furniture.logo(candidate.name) } };
}

function recipientBlocks({ row }: LetterheadFacts): RecipientBlock[] {
  if (row.postalAddress.length === 0) return [];
  return [{ kind: 'recipient', lines: row.name === '' ? row.postalAddress : [row.name, ...row.postalAddress] }];
}

/** What the paper letter carries above its body, in the order that the template asks for. */
export function letterhead(
  wanted: readonly ('sender' | 'recipient' | 'date')[],
  facts: LetterheadFacts,
): (SenderBlock | RecipientBlock | DateBlock)[] {
  return wanted.flatMap((block): (SenderBlock | RecipientBlock | DateBlock)[] => {
    switch (block) {
      case 'sender':
        return [sameSender(senderBlock(facts))];
      case 'recipient':
        return recipientBlocks(facts);
      case 'date':
        return [sameDate({ kind: 'date', text: dateInWords(facts.date, facts.language) })];
    }
  });
}

/** A letter that says who it is from, as one on paper must: an e-mail has its From. */
export function withSender(letter: Letter, campaign: Campaign): Letter {
  if (letter.blocks.some(({ kind }) => kind === 'sender')) return letter;
  const sender = sameSender(senderBlock({ campaign, language: letter.language }));
  return { ...letter, blocks: [sender, ...letter.blocks] };
}
