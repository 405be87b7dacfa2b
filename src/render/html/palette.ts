/** Colours as #rrggbb. */
interface Shades {
  readonly paper: string;
  readonly ink: string;
  /** The sender's name, headings and links. */
  readonly accent: string;
}

export interface Palette {
  readonly light: Shades;
  readonly dark: Shades;
}

/** Rules and bars: 3:1 and more against either paper (WCAG 2.2 success criterion 1.4.11). */
export const FAINT = '#8a8a8a';

type Rgb = readonly [number, number, number];

/** WCAG 2.2 success criterion 1.4.3 (AA): the least contrast of body text. */
const LEAST_CONTRAST = 4.5;

const STEPS = 20;

/**
 * The letter's colours on light and on dark paper. The campaign's accent is kept where it can be read, and mixed
 * with black or white, no further than needed, where it cannot.
 */
export function paletteFor(accent: string): Palette {
  return { light: shades('#ffffff', '#1f1f1f', accent), dark: shades('#1b1b1b', '#e9e6e1', accent) };
}

function shades(paper: string, ink: string, accent: string): Shades {
  return { paper, ink, accent: readable(accent, paper, ink) };
}

function readable(colour: string, paper: string, ink: string): string {
  const [from, towards, ground] = [parse(colour), parse(ink), parse(paper)];
  for (let step = 0; step < STEPS; step += 1) {
    const mixed = mix(from, towards, step / STEPS);
    if (contrast(mixed, ground) >= LEAST_CONTRAST) return format(mixed);
  }
  return ink;
}

/** WCAG 2.2 contrast ratio, 1 to 21. */
function contrast(one: Rgb, other: Rgb): number {
  const [darker, lighter] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

/** WCAG 2.2 relative luminance, 0 to 1. */
function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function mix(from: Rgb, towards: Rgb, share: number): Rgb {
  const channel = (index: 0 | 1 | 2): number => Math.round(from[index] + (towards[index] - from[index]) * share);
  return [channel(0), channel(1), channel(2)];
}

function parse(colour: string): Rgb {
  const channel = (start: number): number => Number.parseInt(colour.slice(start, start + 2), 16);
  return [channel(1), channel(3), channel(5)];
}

function format(colour: Rgb): string {
  return `#${colour.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
