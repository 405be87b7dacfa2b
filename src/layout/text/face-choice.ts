import type { Face } from './face.js';

/** Text that stands in one face. */
export interface FaceStretch {
  readonly face: Face;
  readonly text: string;
}

/** A character with the marks on it, which no change of face may part. */
export const CLUSTER = /\P{M}\p{M}*|\p{M}+/gu;

/** Every face that is fit for letters has these; what cannot be missing need not be looked up. */
export const ASCII = /^[\x20-\x7e]*$/u;

/** Scripts whose letters stand from left to right, one after the other, each with a shape of its own. */
const SETTABLE =
  /^[\p{scx=Common}\p{scx=Inherited}\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}\p{scx=Armenian}\p{scx=Georgian}\p{scx=Coptic}\p{scx=Ethiopic}\p{scx=Cherokee}\p{scx=Canadian_Aboriginal}\p{scx=Tifinagh}\p{scx=Ogham}\p{scx=Runic}\p{scx=Braille}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Hangul}\p{scx=Yi}]$/u;
const RIGHT_TO_LEFT =
  /^[\p{scx=Hebrew}\p{scx=Arabic}\p{scx=Syriac}\p{scx=Thaana}\p{scx=Nko}\p{scx=Samaritan}\p{scx=Mandaic}\p{scx=Adlam}\p{scx=Hanifi_Rohingya}]$/u;

/** Why a character cannot be set, whatever font has it; null for one that needs no more than a font. */
export function scriptRefusal(character: string): 'right-to-left' | 'changing' | null {
  if (/^\p{Bidi_Control}$/u.test(character)) return 'right-to-left';
  // A mark such as U+0323 is of Latin and of Syriac letters alike.
  if (SETTABLE.test(character)) return null;
  return RIGHT_TO_LEFT.test(character) ? 'right-to-left' : 'changing';
}

/**
 * Cuts text where its face changes: it stands whole in the first face that has all of it, and else each character in
 * the first that has it. What neither has stands in the first.
 * @param text in NFC
 */
export function cutByFace(text: string, face: Face, fallback: Face | null): readonly FaceStretch[] {
  if (fallback === null || hasAll(face, text)) return [{ face, text }];
  if (hasAll(fallback, text)) return [{ face: fallback, text }];
  const stretches: FaceStretch[] = [];
  for (const cluster of text.match(CLUSTER) ?? []) {
    const own = !hasAll(face, cluster) && hasAll(fallback, cluster) ? fallback : face;
    const last = stretches.at(-1);
    if (last?.face === own) stretches[stretches.length - 1] = { face: own, text: last.text + cluster };
    else stretches.push({ face: own, text: cluster });
  }
  return stretches;
}

/** The characters of a text that would be set in a face without them, or of a script that cannot be set. */
export function unsettable(text: string, face: Face, fallback: Face | null): readonly string[] {
  if (hasAll(face, text)) return [];
  return cutByFace(text, face, fallback).flatMap((stretch) =>
    Array.from(stretch.text).filter(
      (character) =>
        !hasAll(stretch.face, character) || (stretch.face === fallback && scriptRefusal(character) !== null),
    ),
  );
}

function hasAll(face: Face, text: string): boolean {
  if (ASCII.test(text)) return true;
  for (const character of text) if (!face.has(character.codePointAt(0) ?? 0)) return false;
  return true;
}
