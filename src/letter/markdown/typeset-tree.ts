import type { PhrasingContent, Text } from 'mdast';
import { languageOf } from './phrase.js';
import { typographerFor, type Stretch } from '../wording/typographic-signs.js';

/** Puts typographic signs into the texts of the tree itself, each by the rules of its language, of which all that stands around it is part. */
export function typesetTexts(nodes: readonly PhrasingContent[], ownLanguage: string): void {
  const stretches: (Stretch & { readonly language: string; readonly node?: Text })[] = [];
  const collect = (node: PhrasingContent, fixed: boolean, language: string): void => {
    if (node.type === 'text') stretches.push({ text: node.value, fixed, language, node });
    else if (node.type === 'break') stretches.push({ text: '\u2028', fixed: true, language });
    else if ('children' in node) {
      const said = node.type === 'phrase' ? languageOf(node) : language;
      const inner = typeof said === 'string' ? said : language;
      for (const child of node.children) collect(child, fixed || node.type === 'link', inner);
    }
  };
  for (const node of nodes) collect(node, false, ownLanguage);
  for (const language of new Set(stretches.map((stretch) => stretch.language))) {
    const typeset = typographerFor(language)?.(
      stretches.map((stretch) => ({ ...stretch, fixed: stretch.fixed || stretch.language !== language })),
    );
    for (const [index, { node, ...stretch }] of stretches.entries())
      if (node && stretch.language === language) node.value = typeset?.[index] ?? node.value;
  }
}
