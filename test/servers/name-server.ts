import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** The records of one name. `isFailing`: the server cannot say. */
export interface NameRecords {
  readonly txt?: readonly string[];
  /** "" is the null MX. */
  readonly mx?: readonly string[];
  /** IPv4 addresses. */
  readonly a?: readonly string[];
  /** IPv6 addresses, every group of them written out. */
  readonly aaaa?: readonly string[];
  readonly isFailing?: true;
}

export interface TestNameServer {
  /** As --name-server takes it. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

type Kind = 'a' | 'aaaa' | 'mx' | 'txt';
const TYPES: Readonly<Record<number, Kind>> = { 1: 'a', 15: 'mx', 16: 'txt', 28: 'aaaa' };
const HEADER_LENGTH = 12;
const FAILURE = 2;
const NO_SUCH_NAME = 3;

/** A name server on loopback (RFC 1035, over UDP) that knows these names and no others. */
export async function startNameServer(zone: Readonly<Record<string, NameRecords>>): Promise<TestNameServer> {
  const socket = createSocket('udp4');
  socket.on('message', (question, { port, address }) => {
    const { name, end } = readName(question);
    const records = zone[name.toLowerCase()];
    const type = question.readUInt16BE(end);
    const kind = TYPES[type];
    const answers =
      kind === undefined ? [] : (records?.[kind] ?? []).map((value) => answerOf(type, dataOf(kind, value)));
    const header = Buffer.alloc(HEADER_LENGTH);
    question.copy(header, 0, 0, 2);
    const code = records === undefined ? NO_SUCH_NAME : records.isFailing === true ? FAILURE : 0;
    header.writeUInt16BE(0x8180 | code, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(answers.length, 6);
    socket.send(Buffer.concat([header, question.subarray(HEADER_LENGTH, end + 4), ...answers]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    close: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}

function readName(message: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = HEADER_LENGTH;
  for (let length = message.readUInt8(at); length > 0; length = message.readUInt8(at)) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 1 };
}

function writeName(name: string): Buffer {
  const labels = name.split('.').filter((label) => label !== '');
  return Buffer.concat([
    ...labels.map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`)),
    Buffer.of(0),
  ]);
}

/** The name is the question's; it is good for a minute. */
function answerOf(type: number, data: Buffer): Buffer {
  const head = Buffer.from([0xc0, HEADER_LENGTH, 0, type, 0, 1, 0, 0, 0, 60, 0, 0]);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function dataOf(kind: Kind, value: string): Buffer {
  if (kind === 'a') return Buffer.from(value.split('.').map(Number));
  if (kind === 'aaaa')
    return Buffer.from(
      value
        .split(':')
        .map((group) => group.padStart(4, '0'))
        .join(''),
      'hex',
    );
  if (kind === 'mx') return Buffer.concat([Buffer.of(0, 10), writeName(value)]);
  // A string takes 255 octets; a longer text is put together from several.
  const strings =
    Buffer.from(value)
      .toString('latin1')
      .match(/[^]{1,255}/gu) ?? [];
  return Buffer.concat(strings.map((text) => Buffer.from(`${String.fromCharCode(text.length)}${text}`, 'latin1')));
}
