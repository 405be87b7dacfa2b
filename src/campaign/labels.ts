import { z } from 'zod';

/** A4 (ISO 216), in millimetres. */
export const A4 = { width: 210, height: 297 } as const;
const millimetres = z.number().min(0).max(A4.height);

/** A sheet as whoever made it describes it. */
const labelSheet = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').describe('What --labels calls it.'),
  columns: z.int().positive().max(50),
  rows: z.int().positive().max(50),
  width: millimetres.describe('Of one label, in millimetres, as all that follows.'),
  height: millimetres,
  left: millimetres.describe('From the left edge of the paper to the first label.'),
  top: millimetres.describe('From the head of the paper to the first label.'),
  gapX: millimetres.default(0).describe('Between one label and the next beside it.'),
  gapY: millimetres.default(0).describe('Between one label and the next below it.'),
});

/** More than a printer is out by; a sheet of its own is described instead. */
const MOST_SHIFTED = 10;
const shift = z.number().min(-MOST_SHIFTED).max(MOST_SHIFTED).default(0);

/** `labels:` in campaign.yaml: a sheet of one's own, how far the printer is out, or both. */
export const labels = labelSheet
  .partial()
  .extend({
    gapX: labelSheet.shape.gapX.unwrap().optional(),
    gapY: labelSheet.shape.gapY.unwrap().optional(),
    shiftX: shift.describe(
      'Moves what is printed so many millimetres to the right, on every sheet; to the left below 0.',
    ),
    shiftY: shift.describe('Moves it so many millimetres down; up below 0.'),
  })
  .superRefine((given, context) => {
    if (Object.keys(given).every((key) => !Object.hasOwn(labelSheet.shape, key))) return;
    const { error } = labelSheet.strip().safeParse(given);
    for (const { path } of error?.issues ?? [])
      context.addIssue({ code: 'invalid_type', expected: 'number', path, input: undefined });
  })
  .transform((given) => ({
    shift: { x: given.shiftX, y: given.shiftY },
    /** Null: no sheet of its own, only how far the printer is out. */
    sheet: labelSheet.strip().safeParse(given).data ?? null,
  }))
  .refine(
    ({ sheet }) => sheet === null || extent(sheet.left, sheet.columns, sheet.width, sheet.gapX) <= A4.width,
    `the labels are wider together than A4 (${A4.width} mm)`,
  )
  .refine(
    ({ sheet }) => sheet === null || extent(sheet.top, sheet.rows, sheet.height, sheet.gapY) <= A4.height,
    `the labels are higher together than A4 (${A4.height} mm)`,
  );

/** Where the last of some labels ends. */
function extent(before: number, labels: number, size: number, gap: number): number {
  return before + labels * size + (labels - 1) * gap;
}

/** A sheet of labels on A4; measures are in millimetres. */
export type LabelSheet = z.infer<typeof labelSheet>;
