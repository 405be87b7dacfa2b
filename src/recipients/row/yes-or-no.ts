const ANSWERS = [
  { answer: 'yes', words: ['yes', 'y', 'true', '1', 'x', '\u2713', '\u2714', 'ie', 'oes'] },
  { answer: 'no', words: ['no', 'n', 'false', '0', '-', 'n/a', 'na', 'none', 'null', 'nac oes'] },
] as const;

/** What the cell of a yes-or-no column says. */
export type Answer = (typeof ANSWERS)[number]['answer'];

/** A reader of answers: the usual words for yes and no, and those of its own column. Null for any other word. */
export function answerReader(own: Readonly<Record<Answer, readonly string[]>>): (typed: string) => Answer | null {
  const known = new Map(
    ANSWERS.flatMap(({ answer, words }) => [...words, ...own[answer]].map((word) => [word, answer] as const)),
  );
  return (typed) => known.get(typed.toLowerCase()) ?? null;
}
