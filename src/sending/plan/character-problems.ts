import { scriptRefusal } from '../../layout/text/face-choice.js';
import { sourcesOfCharacter, type CharacterSource } from '../../letter/checks/character-sources.js';
import type { Template } from '../../letter/compile.js';
import type { MergeContext } from '../../letter/merge.js';
import { errorAt, type Place, type Problem } from '../../problem.js';
import { codePoint } from '../../recipients/quote-cell.js';
import type { Recipient } from '../../recipients/recipient.js';

/** What a letter was merged from. */
export interface LetterOrigin extends MergeContext {
  readonly template: Template;
  readonly recipient: Recipient;
  /** How problems name campaign.yaml. */
  readonly campaignFile: string;
}

/** Characters that cannot be set, and where they come from. */
interface Unsettable {
  readonly characters: readonly string[];
  readonly place: Place;
  /** As a message ends: 'in the column "name"'. */
  readonly where: string;
}

/**
 * Characters of a letter, and of its address in a window, that cannot be set: one problem for each
 * place that they come from. What the template and the campaign hold is told alike for every row,
 * and so once.
 */
export function characterProblems(
  characters: readonly string[],
  inAddress: readonly string[],
  origin: LetterOrigin,
): readonly Problem[] {
  const found = [
    ...characters.flatMap((character) => placesOf(character, origin)),
    ...inAddress.map((character) => ofColumn(character, columnWith(character, origin.recipient), origin)),
  ];
  const byPlace = new Map<string, Unsettable>();
  for (const { characters: more, ...at } of found) {
    const key = JSON.stringify(at);
    const before = byPlace.get(key)?.characters ?? [];
    byPlace.set(key, { ...at, characters: [...new Set([...before, ...more])] });
  }
  return [...byPlace.values()].map(cannotBeSet);
}

function placesOf(character: string, origin: LetterOrigin): readonly Unsettable[] {
  const { template, recipient } = origin;
  const sources = sourcesOfCharacter(character, template, recipient, origin);
  if (sources.length > 0) return sources.map((source) => atSource(character, source, origin));
  return [
    { characters: [character], place: { file: template.file, line: null, column: null }, where: 'in the letter' },
  ];
}

function atSource(character: string, source: CharacterSource, origin: LetterOrigin): Unsettable {
  const characters = [character];
  const ofCampaign = { file: origin.campaignFile, line: null, column: null };
  switch (source.kind) {
    case 'template':
      return { characters, place: source.place, where: 'here' };
    case 'value': {
      const where = source.written === null ? 'in this value' : `in "${source.written}"`;
      return { characters, place: source.place, where };
    }
    case 'candidate':
      return { characters, place: ofCampaign, where: "among the candidate's facts" };
    case 'row': {
      const column = columnWith(character, origin.recipient);
      // The greeting of somebody without a name is the campaign's.
      if (column === undefined && source.column === 'greeting')
        return { characters, place: ofCampaign, where: 'in fallbackGreeting' };
      return ofColumn(character, column, { placeOf: () => origin.placeOf(column ?? source.column) });
    }
  }
}

function columnWith(character: string, { columns }: Recipient): string | undefined {
  return Object.entries(columns).find(([, value]) => value.includes(character))?.[0];
}

function ofColumn(
  character: string,
  column: string | undefined,
  { placeOf }: Pick<LetterOrigin, 'placeOf'>,
): Unsettable {
  const where = column === undefined ? 'in the letter' : `in the column "${column}"`;
  return { characters: [character], place: placeOf(column ?? ''), where };
}

/** How many characters a problem names one by one. */
const NAMED = 3;

function cannotBeSet({ characters, place, where }: Unsettable): Problem {
  const isOne = characters.length === 1;
  const named = characters.slice(0, NAMED).map((character) => `"${character}" (${codePoint(character)})`);
  const more = characters.length - named.length;
  const shown = [...named, ...(more > 0 ? [`${more} more`] : [])];
  const stand = `which ${isOne ? 'stands' : 'stand'} ${where}`;
  const refusal = characters.map(scriptRefusal).find((why) => why !== null);
  if (refusal === undefined) {
    const message = `The letter's font has no ${listed(shown, 'or')}, ${stand}.`;
    const hint = `Write ${isOne ? 'it' : 'them'} with letters that the font has, remove ${isOne ? 'it' : 'them'}, or name a font that has ${isOne ? 'it' : 'them'}: letter.fallbackFont.`;
    return errorAt(place, 'missing-character', message, hint);
  }
  const why = refusal === 'right-to-left' ? 'written from right to left' : 'of a script whose letters change shape';
  const message = `${listed(shown, 'and')}, ${stand}, ${isOne ? 'is' : 'are'} ${why}: nominate cannot set ${isOne ? 'it' : 'them'}.`;
  return errorAt(
    place,
    'missing-character',
    message,
    `Write ${isOne ? 'it' : 'them'} in Latin letters, or remove ${isOne ? 'it' : 'them'}.`,
  );
}

function listed(parts: readonly string[], word: 'and' | 'or'): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} ${word} ${last}`;
}
