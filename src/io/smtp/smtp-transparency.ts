import { Transform } from 'node:stream';

const LF = 0x0a;
const CR = 0x0d;
const DOT = 0x2e;

/**
 * Writes a message and its last dot into the stream that nodemailer makes for it. That stream looks at each byte, to double the dots at the
 * beginnings of lines (RFC 5321 §4.5.2) and to make CRLF of lone CRs and LFs, which took as long as composing the letter. Where the
 * message needs neither, as ours do, it is put behind that, and nodemailer adds the end alone.
 */
export function writeMessage(message: Uint8Array, destination: NodeJS.WritableStream): void {
  if (destination instanceof Transform && needsNoChange(message)) destination.push(message.subarray(0, -2));
  else destination.write(message);
  destination.end();
}

/** Whether every line ends in CRLF, the last one too, no CR or LF stands elsewhere, and no line begins with a dot. */
function needsNoChange(message: Uint8Array): boolean {
  for (let start = 0; start < message.length;) {
    const end = message.indexOf(LF, start);
    if (message[start] === DOT || end === -1 || message.indexOf(CR, start) !== end - 1) return false;
    start = end + 1;
  }
  return message.length > 0;
}
