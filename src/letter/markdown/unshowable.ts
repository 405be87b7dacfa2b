import type { Nodes } from 'mdast';

/** Why a letter cannot show something, and what to write instead. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

const code = {
  code: 'code-in-letter',
  message: 'This is a block of code to Markdown, and a letter has none.',
  hint: 'Take away the spaces at the start of the line, or the ``` around the text.',
};
const html = {
  code: 'html-in-letter',
  message: 'This is HTML, which a letter does not show.',
  hint: 'Write Markdown: **strong**, *emphasis*, [a link](https://example.org). For the sign < itself, write \\<.',
};
const reference = {
  code: 'reference-in-letter',
  message: 'This is a link or picture whose address stands elsewhere.',
  hint: 'Write the address where the link is: [text](https://example.org).',
};

const titled = {
  code: 'title-in-letter',
  message: 'The text in quotation marks after the address is shown only where there is a mouse.',
  hint: 'Take it out, or say it in the letter.',
};

/** Brackets of a phrase can hold a link, and a link a phrase. */
export const linkInLink: Refusal = {
  code: 'link-in-link',
  message: 'A link stands within the text of another.',
  hint: 'Take one of the two out.',
};

/** Whether a link or a picture has a title: [text](https://example.org "title"). */
export function hasTitle(node: { readonly title?: string | null | undefined }): boolean {
  return (node.title ?? '') !== '';
}

/** Why a letter cannot show a node of CommonMark's tree, and what to write instead. */
export function refusalOf(node: Nodes): Refusal {
  switch (node.type) {
    case 'code':
      return code;
    case 'inlineCode':
      return {
        ...code,
        message: `\`${node.value}\` is code to Markdown, and a letter has none.`,
        hint: 'Take the ` away, or write \\` for the sign itself.',
      };
    case 'html':
      return { ...html, message: `"${node.value.split('\n')[0] ?? ''}" is HTML, which a letter does not show.` };
    case 'definition':
    case 'linkReference':
    case 'imageReference':
      return reference;
    case 'table':
      return {
        code: 'table-in-letter',
        message: 'This is a table, and a letter has none.',
        hint: 'Write it as a list, a line beginning with - for each row.',
      };
    case 'link':
      return titled;
    case 'heading':
      return {
        code: 'heading-too-deep',
        message: `A letter has headings of three levels, and this is one of level ${node.depth}.`,
        hint: 'Write at most three #.',
      };
    case 'image':
      if (hasTitle(node)) return titled;
      return (node.alt ?? '').trim() === ''
        ? {
            code: 'image-without-text',
            message: 'This picture has no words for those who cannot see it.',
            hint: 'Say what it shows: ![what it shows](picture.png).',
          }
        : {
            code: 'image-in-text',
            message: 'A picture stands in the middle of text.',
            hint: 'Give it a paragraph of its own: an empty line before and after.',
          };
    default:
      return {
        code: 'not-shown',
        message: `A letter cannot show this part of the Markdown (${node.type}).`,
        hint: 'Write it as plain text.',
      };
  }
}
