import type { Stack } from '../../layout/text/shaping.js';
import { COMPONENT, leftOf, OUTLINE_HEAD, stackOutline } from './stack-outline.js';

/** Where a table stands in the font file, in bytes. */
interface Table {
  readonly offset: number;
  readonly length: number;
}

/** A TrueType font made of some of another's glyphs. */
export interface FontSubset {
  readonly bytes: Uint8Array;
  /** The new glyph number of every glyph that was asked for. */
  readonly numbers: ReadonlyMap<number, number>;
}

/** The tables that a PDF reader needs of an embedded font (ISO 32000-1, 9.9). */
const TABLES = ['glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp'] as const;

/** Flags of a composite glyph's parts that are turned or scaled (OpenType, glyf table). */
const SCALE = 0x0008;
const XY_SCALE = 0x0040;
const TWO_BY_TWO = 0x0080;

/**
 * Reads a TrueType font (OpenType with glyf outlines) once and cuts subsets out of it. A subset depends on nothing
 * but the font and the glyphs: glyph 0 comes first, then the stacks as they are given, then the glyphs asked for in
 * ascending order, then the components of both. Throws where the font has no glyf outlines.
 */
export function createSubsetter(font: Uint8Array): (glyphs: Iterable<number>, stacks?: readonly Stack[]) => FontSubset {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = readDirectory(view);
  const table = (tag: string): Table => {
    const found = tables.get(tag);
    if (found === undefined)
      throw new TypeError(`the font has no ${tag} table: only TrueType outlines can be embedded`);
    if (found.offset + found.length > font.length) throw new TypeError(`the font's ${tag} table is cut off`);
    return found;
  };
  const [glyf, head, hhea, hmtx, loca, maxp] = TABLES.map(table);
  if (!glyf || !head || !hhea || !hmtx || !loca || !maxp) throw new TypeError('the font lacks a table');
  const longOffsets = view.getInt16(head.offset + 50) === 1;
  const unitsPerEm = view.getUint16(head.offset + 18);
  const metrics = view.getUint16(hhea.offset + 34);

  const offsetOf = (glyph: number): number =>
    longOffsets ? view.getUint32(loca.offset + 4 * glyph) : 2 * view.getUint16(loca.offset + 2 * glyph);
  const outline = (glyph: number): Uint8Array =>
    font.subarray(glyf.offset + offsetOf(glyph), glyf.offset + offsetOf(glyph + 1));
  const metric = (glyph: number): readonly [advance: number, bearing: number] => {
    const advance = view.getUint16(hmtx.offset + 4 * Math.min(glyph, metrics - 1));
    const bearing = glyph < metrics ? hmtx.offset + 4 * glyph + 2 : hmtx.offset + 4 * metrics + 2 * (glyph - metrics);
    return [advance, view.getInt16(bearing)];
  };
  const stackMetric = ({ width }: Stack, bytes: Uint8Array): readonly [advance: number, bearing: number] => [
    Math.round((width * unitsPerEm) / 1000),
    leftOf(bytes),
  ];

  return (glyphs, stacks = []) => {
    const wanted = [...glyphs].filter((glyph) => glyph !== 0).sort((a, b) => a - b);
    const order: (number | Stack)[] = [0, ...stacks, ...wanted];
    const numbers = new Map<number, number>();
    for (const [number, glyph] of order.entries()) if (typeof glyph === 'number') numbers.set(glyph, number);
    const numberOf = (component: number): number => {
      const known = numbers.get(component);
      if (known !== undefined) return known;
      numbers.set(component, order.length);
      return order.push(component) - 1;
    };
    // The order grows, by components, while it is gone through.
    const outlines: Uint8Array[] = [];
    for (const glyph of order) {
      if (typeof glyph === 'number') outlines.push(renumber(outline(glyph), numberOf));
      else outlines.push(stackOutline(glyph, { unitsPerEm, outline, numberOf }));
    }

    const glyfTable = new Uint8Array(outlines.reduce((sum, bytes) => sum + even(bytes.length), 0));
    const locaTable = new DataView(new ArrayBuffer(4 * (order.length + 1)));
    const hmtxTable = new DataView(new ArrayBuffer(4 * order.length));
    let end = 0;
    for (const [number, glyph] of order.entries()) {
      const bytes = outlines[number] ?? new Uint8Array();
      glyfTable.set(bytes, end);
      end += even(bytes.length);
      locaTable.setUint32(4 * (number + 1), end);
      const [advance, bearing] = typeof glyph === 'number' ? metric(glyph) : stackMetric(glyph, bytes);
      hmtxTable.setUint16(4 * number, advance);
      hmtxTable.setInt16(4 * number + 2, bearing);
    }
    const copy = ({ offset, length }: Table): DataView =>
      new DataView(new Uint8Array(font.subarray(offset, offset + length)).buffer);
    const headTable = copy(head);
    headTable.setUint32(8, 0); // checkSumAdjustment: readers of embedded fonts do not look at it
    headTable.setInt16(50, 1);
    const hheaTable = copy(hhea);
    hheaTable.setUint16(34, order.length);
    const maxpTable = copy(maxp);
    maxpTable.setUint16(4, order.length);
    if (stacks.length > 0) allowStacks(maxpTable, stacks);
    const bytes = writeFont([glyfTable, ...[headTable, hheaTable, hmtxTable, locaTable, maxpTable].map(bytesOf)]);
    return { bytes, numbers };
  };
}

/** Raises what the font says of its composite glyphs at most (OpenType, maxp table) to what a stack may take. */
function allowStacks(maxp: DataView, stacks: readonly Stack[]): void {
  const parts = Math.max(...stacks.map((stack) => stack.parts.length));
  const raise = (at: number, value: number): void => {
    maxp.setUint16(at, Math.min(Math.max(maxp.getUint16(at), value), 0xffff));
  };
  for (const [simple, composite] of [
    [6, 10], // points
    [8, 12], // contours
  ] as const)
    raise(composite, parts * Math.max(maxp.getUint16(simple), maxp.getUint16(composite)));
  raise(28, parts); // components
  raise(30, maxp.getUint16(30) + 1); // how deep they nest
}

function readDirectory(view: DataView): ReadonlyMap<string, Table> {
  const tables = new Map<string, Table>();
  for (let entry = 12; entry < 12 + 16 * view.getUint16(4); entry += 16) {
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(entry + index)));
    tables.set(tag, { offset: view.getUint32(entry + 8), length: view.getUint32(entry + 12) });
  }
  return tables;
}

/** A composite glyph with its components' new numbers; a simple one as it is. */
function renumber(outline: Uint8Array, numberOf: (glyph: number) => number): Uint8Array {
  if (outline.length === 0 || new DataView(outline.buffer, outline.byteOffset).getInt16(0) >= 0) return outline;
  const composite = new Uint8Array(outline);
  const view = new DataView(composite.buffer);
  let flags: number = COMPONENT.MORE;
  for (let at = OUTLINE_HEAD; (flags & COMPONENT.MORE) !== 0;) {
    flags = view.getUint16(at);
    view.setUint16(at + 2, numberOf(view.getUint16(at + 2)));
    at += 4 + ((flags & COMPONENT.WORDS) === 0 ? 2 : 4);
    if ((flags & SCALE) !== 0) at += 2;
    else if ((flags & XY_SCALE) !== 0) at += 4;
    else if ((flags & TWO_BY_TWO) !== 0) at += 8;
  }
  return composite;
}

/** Puts the tables, in the order of TABLES, into one file (OpenType, Organization of an OpenType font). */
function writeFont(tables: readonly Uint8Array[]): Uint8Array {
  const headLength = 12 + 16 * TABLES.length;
  const file = new Uint8Array(tables.reduce((sum, bytes) => sum + padded(bytes.length), headLength));
  const view = new DataView(file.buffer);
  view.setUint32(0, 0x00010000);
  view.setUint16(4, TABLES.length);
  view.setUint16(6, 64); // searchRange, entrySelector and rangeShift of six tables
  view.setUint16(8, 2);
  view.setUint16(10, 32);
  let offset = headLength;
  for (const [index, bytes] of tables.entries()) {
    const entry = 12 + 16 * index;
    file.set(Buffer.from(TABLES[index] ?? '', 'latin1'), entry);
    file.set(bytes, offset);
    view.setUint32(entry + 4, checksum(view, offset, padded(bytes.length)));
    view.setUint32(entry + 8, offset);
    view.setUint32(entry + 12, bytes.length);
    offset += padded(bytes.length);
  }
  return file;
}

function checksum(view: DataView, offset: number, length: number): number {
  let sum = 0;
  for (let at = offset; at < offset + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}

function even(length: number): number {
  return length + (length % 2);
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function bytesOf(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
