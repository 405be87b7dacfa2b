import { parseMarkdown, type ParsedMarkdown, type Writing } from './markdown.js';
import type { Outline } from '../template/outline.js';

/** The skeletons that a mailing has needed so far: recipients who take the same branches share one. */
export interface Skeletons {
  /** `writing`: the same for all letters of a mailing. */
  readonly skeletonOf: (outline: Outline, writing: Writing) => ParsedMarkdown;
}

/** Parsing costs a hundred times what filling does, and a template has few ways through its branches. */
const KEPT = 64;

/**
 * Keeps the latest skeletons of one template, by the text of their outlines. A hit changes nothing: moving it to the
 * front would make every letter's outline a key, and keys outlive their letters until the next full collection.
 */
export function createSkeletons(): Skeletons {
  const kept = new Map<string, ParsedMarkdown>();
  return {
    skeletonOf: (outline, writing) => {
      const known = kept.get(outline.text);
      if (known !== undefined) return known;
      const skeleton = parseMarkdown(outline, writing);
      kept.set(outline.text, skeleton);
      const oldest = kept.keys().next();
      if (kept.size > KEPT && oldest.done !== true) kept.delete(oldest.value);
      return skeleton;
    },
  };
}
