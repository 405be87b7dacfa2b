import { execFileSync, spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { need, type Tool } from '../tools/left-out.js';
import { codes, read } from './workbook-source.js';

const PYTHON = '/usr/bin/python3';
const OPENPYXL: Tool = {
  name: 'python3-openpyxl',
  howToGet: 'apt-get install python3-openpyxl',
  isThere: spawnSync(PYTHON, ['-c', 'import openpyxl']).status === 0,
};

/** The workbook that these lines of Python make of `book`, whose first sheet is `sheet`. */
function written(lines: readonly string[]): Uint8Array {
  need(OPENPYXL);
  const program = [
    'import datetime, io, sys, openpyxl',
    'book = openpyxl.Workbook()',
    'sheet = book.active',
    'sheet.append(["clp", "email", "note"])',
    'sheet.append(["Ynys Môn", "sian@example.org", None])',
    ...lines,
    'out = io.BytesIO()',
    'book.save(out)',
    'sys.stdout.buffer.write(out.getvalue())',
  ];
  return execFileSync(PYTHON, ['-c', program.join('\n')]);
}

const AS_CURRENCY = `sheet["C2"].number_format = '"£"#,##0.00'`;
const FROM_1904 = 'book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904';

it.each([
  ['a text', ['sheet["C2"] = "  Siân, & <co> "'], 'Siân, & <co>'],
  ['money', ['sheet["C2"] = 1234.5', AS_CURRENCY], '£1,234.50'],
  ['a share', ['sheet["C2"] = 0.5', 'sheet["C2"].number_format = "0%"'], '50%'],
  ['leading zeros', ['sheet["C2"] = 123', 'sheet["C2"].number_format = "00000"'], '00123'],
  ['a time', ['sheet["C2"] = datetime.time(14, 30, 5)'], '14:30:05'],
  ['a date', ['sheet["C2"] = datetime.date(2028, 4, 2)'], '2028-04-02'],
  ['a date from 1904', [FROM_1904, 'sheet["C2"] = datetime.date(2028, 4, 2)'], '2028-04-02'],
  ['a date that is written out', ['book.iso_dates = True', 'sheet["C2"] = datetime.date(2028, 4, 2)'], '2028-04-02'],
  ['a truth', ['sheet["C2"] = True'], 'TRUE'],
])('%s that openpyxl writes is read as the sheet shows it', async (_, lines, note) => {
  const row = (await read(written(lines))).find((event) => event.kind === 'row');
  expect(row?.recipient?.columns['note']).toBe(note);
});

it('a stray cell that openpyxl writes is told', async () => {
  expect(codes(await read(written(['sheet["XFD2"] = "x"'])))).toEqual(['XFD2 stray-cell']);
});
