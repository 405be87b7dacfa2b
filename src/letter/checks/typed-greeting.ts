import { warningAt, type Problem } from '../../problem.js';
import { placeInOutline, type Outline } from '../template/outline.js';
import type { LiteralText } from './literal-text.js';

/** A line that greets a name: the mark of a value is none of these characters. */
const GREETING =
  /^[\uFFFC\s]*(?<words>(?<before>Dear|Annwyl|Hi|Hello|Helo|Hey|Good (?:morning|afternoon|evening)) (?<name>\p{Lu}[\p{L}\p{M}.’'-]*(?: (?:and |& |a )?\p{Lu}[\p{L}\p{M}.’'-]*){0,3}))[,!:]?[\uFFFC\s]*(?:[\n\u2028]|$)/u;

/** Words for anybody, which an organiser may choose for everybody. */
const ANYBODY = new Set(
  'all both friend friends comrade comrades colleague colleagues member members everyone everybody secretary secretaries sir madam clp branch constituency labour party delegate delegates team fellow gyfaill gyfeillion gymrawd gymrodyr gydaelod gydaelodau bawb pawb syr ysgrifennydd'.split(
    ' ',
  ),
);

/** A warning for each name that a letter greets everybody by: "Dear Jo," where {{greeting}} was meant. */
export function typedGreetings(outline: Outline, literals: readonly LiteralText[]): readonly Problem[] {
  return literals.flatMap(({ start, text }) => {
    const found = GREETING.exec(text)?.groups ?? {};
    const { words = '', before = '', name = '' } = found;
    if (name === '' || name.split(/[ -]/u).some((word) => ANYBODY.has(word.toLowerCase()))) return [];
    const place = placeInOutline(outline, start + text.indexOf(words));
    const message = `Everybody would be greeted with “${words}”, whatever their name is.`;
    return [warningAt(place, 'typed-greeting', message, `Write: ${before} {{greeting}},`)];
  });
}
