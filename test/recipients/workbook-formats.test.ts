import { describe, expect, it } from 'vitest';
import { codes, noteOf, read, withNote } from './workbook-source.js';

function numberCell(value: string, format: string): Uint8Array {
  return withNote(`<c s="0"><v>${value}</v></c>`, { formats: [format] });
}

describe('a number', () => {
  it.each([
    ['3.14159', '0', '3'],
    ['3.7', '000', '004'],
    ['0.5', '0', '1'],
    ['2.5', '0.0', '2.5'],
    ['1.005', '0.00', '1.01'],
    ['0.285', '0%', '29%'],
    ['0.125', '0.0%', '12.5%'],
    ['1', '0%', '100%'],
    ['1234.5', '"£"#,##0.00', '£1,234.50'],
    ['1234567', '[$£-809]#,##0', '£1,234,567'],
    ['1234.5', '#,##0.00\\ [$€-407]', '1,234.50 €'],
    ['-1234.5', '"£"#,##0.00', '-£1,234.50'],
    ['-1234.5', '"£"#,##0.00;[Red]("£"#,##0.00)', '(£1,234.50)'],
    ['-1234.5', '_-"£"* #,##0.00_-;\\-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-', '-£1,234.50'],
    ['0', '_-"£"* #,##0.00_-;\\-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-', '£-'],
    ['123', '00000', '00123'],
    ['-123', '00000', '-00123'],
    ['7700900123', '00000 000000', '07700 900123'],
    ['112233', '00-00-00', '11-22-33'],
    ['1234567', '00-00-00', '123-45-67'],
    ['7', '"No. "0', 'No. 7'],
    ['7', '0" members"', '7 members'],
    ['0.5', '#.##', '.5'],
    ['5', '0.##', '5.'],
    ['-0.001', '0.00', '0.00'],
    ['12', '', '12'],
    ['12', '[Red]General_-', '12'],
    ['0.5', '# ?/?', '1/2'],
    ['1.5', '# ?/?', '1 1/2'],
    ['3', '# ?/?', '3'],
    ['0.3333333333333333', '# ?/?', '1/3'],
    ['3.14159265', '# ??/??', '3 14/99'],
    ['3.14159265', '# ???/???', '3 16/113'],
    ['1.5', '?/?', '3/2'],
    ['0.3', '# ?/8', '2/8'],
    ['-1.25', '# ?/?', '-1 1/4'],
    ['0', '# ?/?', '0'],
    ['1.5', '[h]:mm', '36:00'],
    ['0.0625', '[hh]:mm', '01:30'],
    ['1.52135416666667', '[h]:mm:ss', '36:30:45'],
    ['0.0871296296296296', '[m]:ss', '125:28'],
    ['0.0087', 'mm:ss', '12:32'],
    ['0.5', '[ss]', '43200'],
    ['0', '0;-0;;@', ''],
    ['7', '"a;b" 0', 'a;b 7'],
  ])('of %s in the format %s is shown as %s, as in the sheet', async (value, format, shown) => {
    const bytes = numberCell(value, format);
    expect(await noteOf(bytes)).toBe(shown);
    expect(codes(await read(bytes))).toEqual([]);
  });

  it.each([
    ['1234', '0.00E+00'],
    ['1234567', '#,##0,'],
    ['-0.5', '[h]:mm'],
    ['0.0087', 'mm:ss.0'],
    ['-5', 'dd/mm/yyyy'],
    ['20000000000000000', '#,##0'],
    ['5', ';;;'],
    ['5', '[>3]"many";0'],
    ['5', 'General" kg"'],
  ])('of %s in the format %s comes bare, and that is told', async (value, format) => {
    const bytes = numberCell(value, format);
    expect(await noteOf(bytes)).toBe(String(Number(value)));
    expect(codes(await read(bytes))).toEqual(['C2 bare-numbers']);
  });
});

describe('a time', () => {
  it.each([
    ['0.604166666666667', 'h:mm', '14:30'],
    ['0.521354166666667', 'h:mm:ss', '12:30:45'],
    ['46845.521354166666', 'dd/mm/yyyy hh:mm:ss', '2028-04-02 12:30:45'],
    ['46845.75', 'h:mm AM/PM', '18:00'],
  ])('of %s in the format %s is %s', async (value, format, shown) => {
    expect(await noteOf(numberCell(value, format))).toBe(shown);
  });
});

describe('a date that is written out', () => {
  it.each([
    ['2028-04-02', 'General', '2028-04-02'],
    ['2028-04-02T00:00:00', 'General', '2028-04-02'],
    ['2028-04-02T00:00:00.000Z', 'General', '2028-04-02'],
    ['2028-04-02T14:30:00', 'General', '2028-04-02 14:30:00'],
    ['2028-04-02T14:30:00', 'dd/mm/yyyy', '2028-04-02'],
    ['2028-04-02T14:30:00.000Z', 'dd/mm/yyyy hh:mm', '2028-04-02 14:30'],
    ['14:30:00', 'h:mm', '14:30'],
    ['soon', 'General', 'soon'],
  ])('as %s in the format %s is %s', async (value, format, shown) => {
    expect(await noteOf(withNote(`<c s="0" t="d"><v>${value}</v></c>`, { formats: [format] }))).toBe(shown);
  });
});

describe('a formula that is only a text', () => {
  it.each([
    ['"00123"', '00123'],
    ['"say ""yes"""', 'say "yes"'],
  ])('of =%s is that text, though the workbook does not hold the result', async (formula, text) => {
    const bytes = withNote(`<c><f>${formula}</f><v/></c>`);
    expect(await noteOf(bytes)).toBe(text);
    expect(codes(await read(bytes))).toEqual([]);
  });

  it('is not every formula with quotation marks', async () => {
    expect(codes(await read(withNote('<c><f>"a"&amp;"b"</f><v/></c>')))).toEqual(['C2 formula-error']);
  });
});
