import PDFDocument from 'pdfkit';

const FACES = { regular: 'serif', italic: 'serif', bold: 'serif', boldItalic: 'serif' };
const SIZE = 11.5;

/**
 * The baseline: a letter as a straightforward pdfkit program writes it, and as most mail merges do. One document a
 * letter, each font given as a buffer, text() for every run, links by pdfkit, no tagging, no rules about page breaks.
 */
export function straightforwardLetter(letter, fonts) {
  return new Promise((resolve, reject) => {
    const document = new PDFDocument({
      size: 'A4',
      margins: { top: 60, bottom: 65, left: 74, right: 74 },
      info: { Title: letter.subject, Author: letter.author },
    });
    const chunks = [];
    document.on('data', (chunk) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
    for (const face of Object.keys(FACES)) document.registerFont(face, fonts.serif[face]);
    for (const block of letter.blocks) writeBlock(document, block);
    document.end();
  });
}

function writeBlock(document, block) {
  switch (block.kind) {
    case 'sender':
      document.font('bold').fontSize(21).fillColor('#b3202c').text(block.name);
      for (const line of block.lines) writeRuns(document, line);
      return document.moveDown();
    case 'date':
      return document.font('regular').fontSize(SIZE).fillColor('black').text(block.text, { align: 'right' }).moveDown();
    case 'heading':
      document
        .font('bold')
        .fontSize(12.5)
        .fillColor('#b3202c')
        .text(block.runs.map((run) => run.text).join(''));
      return document.moveDown(0.3);
    case 'paragraph':
      writeRuns(document, block.runs);
      return document.moveDown(0.5);
    case 'list':
      for (const [item] of block.items) writeRuns(document, [{ text: '• ' }, ...item.runs]);
      return document.moveDown(0.5);
    case 'signature':
      document.font('regular').fontSize(SIZE).fillColor('black').text(block.closing).moveDown(3);
      return document.text(block.name);
    default:
      throw new Error(`the sample letter has no ${block.kind}`);
  }
}

function writeRuns(document, runs) {
  for (const [index, run] of runs.entries()) {
    const continued = index < runs.length - 1;
    const link = run.kind === 'link' ? run.href : null;
    const { text, strong, emphasis, superscript } = run.kind === 'link' ? run.runs[0] : run;
    document
      .font(strong ? 'bold' : emphasis ? 'italic' : 'regular')
      .fontSize(superscript ? 7.5 : SIZE)
      .fillColor(link === null ? 'black' : '#b3202c')
      .text(text, { continued, link, underline: link !== null, rise: superscript ? 4 : 0 });
  }
}
