import type { Block, Run } from '../letter/letter.js';

/*
 * A renderer is a table with one entry for every kind of block or run: a kind without an entry does not compile.
 * The types below are distributed over the kinds, which lets `table[block.kind](block)` compile without an assertion.
 */

export type BlockOf<Kind extends Block['kind']> = {
  [K in Kind]: { readonly kind: K } & Extract<Block, { kind: K }>;
}[Kind];
export type RunOf<Kind extends Run['kind']> = { [K in Kind]: { readonly kind: K } & Extract<Run, { kind: K }> }[Kind];

export type BlockTable<Output, More extends readonly unknown[] = []> = {
  readonly [Kind in Block['kind']]: (block: BlockOf<Kind>, ...more: More) => Output;
};
export type RunTable<Output> = { readonly [Kind in Run['kind']]: (run: RunOf<Kind>) => Output };
