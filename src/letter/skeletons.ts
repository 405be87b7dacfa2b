import { parseMarkdown, type ParsedMarkdown } from './markdown.js';
import type { Outline } from './outline.js';

/** The skeletons that a mailing has needed so far: recipients who take the same branches share one. */
export interface Skeletons {
  readonly skeletonOf: (outline: Outline) => ParsedMarkdown;
}

/** Parsing costs a hundred times what filling does, and a template has few ways through its branches. */
const KEPT = 64;

/** Keeps the last used skeletons of one template, by the text of their outlines. */
export function createSkeletons(): Skeletons {
  const kept = new Map<string, ParsedMarkdown>();
  return {
    skeletonOf: (outline) => {
      const skeleton = kept.get(outline.text) ?? parseMarkdown(outline);
      kept.delete(outline.text);
      kept.set(outline.text, skeleton);
      const oldest = kept.keys().next();
      if (kept.size > KEPT && oldest.done !== true) kept.delete(oldest.value);
      return skeleton;
    },
  };
}
