import { scriptRefusal } from '../../layout/text/face-choice.js';
import { sourcesOfCharacter, type CharacterSource } from '../../letter/checks/character-sources.js';
import type { Template } from '../../letter/compile.js';
import type { MergeContext } from '../../letter/merge.js';
import { errorAt, type Place, type Problem } from '../../problem.js';
import { codePoint } from '../../recipients/quote-cell.js';
import { placeInList, type ListHead, type Recipient } from '../../recipients/recipient.js';

/** What a letter was merged from. */
export interface LetterOrigin extends MergeContext {
  readonly template: Template;
  readonly recipient: Recipient;
  /** How problems name campaign.yaml. */
  readonly campaignFile: string;
}

/**
 * Characters of a letter that cannot be set, each at every place that it comes from: what the template and the campaign
 * hold is told alike for every row, and so once.
 */
export function characterProblems(characters: readonly string[], origin: LetterOrigin): readonly Problem[] {
  return characters.flatMap((character) => {
    const { template, recipient } = origin;
    const sources = sourcesOfCharacter(character, template, recipient, origin);
    if (sources.length === 0)
      return [cannotBeSet(character, { file: template.file, line: null, column: null }, 'in the letter')];
    return sources.map((source) => atSource(character, source, origin));
  });
}

/** A character of a recipient's address that cannot be set. */
export function addressCharacterProblem(character: string, recipient: Recipient, head: ListHead): Problem {
  const column = columnWith(character, recipient);
  return atColumn(character, column, placeInList(head, recipient.line, column ?? ''));
}

function atSource(character: string, source: CharacterSource, origin: LetterOrigin): Problem {
  const { recipient, placeOf, campaignFile } = origin;
  const ofCampaign = { file: campaignFile, line: null, column: null };
  switch (source.kind) {
    case 'template':
      return cannotBeSet(character, source.place, 'here');
    case 'value':
      return cannotBeSet(character, source.place, source.written === null ? 'in this value' : `in "${source.written}"`);
    case 'candidate':
      return cannotBeSet(character, ofCampaign, "among the candidate's facts");
    case 'row': {
      const column = columnWith(character, recipient);
      // The greeting of somebody without a name is the campaign's.
      if (column === undefined && source.column === 'greeting')
        return cannotBeSet(character, ofCampaign, 'in fallbackGreeting');
      return atColumn(character, column, placeOf(column ?? source.column));
    }
  }
}

function columnWith(character: string, { columns }: Recipient): string | undefined {
  return Object.entries(columns).find(([, value]) => value.includes(character))?.[0];
}

function atColumn(character: string, column: string | undefined, place: Place): Problem {
  return cannotBeSet(character, place, column === undefined ? 'in the letter' : `in the column "${column}"`);
}

function cannotBeSet(character: string, place: Place, where: string): Problem {
  const shown = `"${character}" (${codePoint(character)})`;
  const refusal = scriptRefusal(character);
  if (refusal === null) {
    const message = `The letter's font has no ${shown}, which stands ${where}.`;
    const hint = 'Write it with letters that the font has, remove it, or name a font that has it: letter.fallbackFont.';
    return errorAt(place, 'missing-character', message, hint);
  }
  const why =
    refusal === 'right-to-left' ? 'is written from right to left' : 'is of a script whose letters change shape';
  const message = `${shown}, which stands ${where}, ${why}: nominate cannot set it.`;
  return errorAt(place, 'missing-character', message, 'Write it in Latin letters, or remove it.');
}
