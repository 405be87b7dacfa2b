import { FIELDS } from '../../words/field-names.js';
import type { PathExpression } from './template-tree.js';

/** What a list may have without being made to: an absent column counts as an empty one. */
export const knownFields: readonly string[] = FIELDS;

/** What `this`, `@index` and block parameters mean inside an `{{#each}}`. `item` is of whoever walks the tree. */
export interface Round<Item> {
  readonly item: Item;
  readonly index: number;
  /** Of a group, the name of the fact; of a list, the index. */
  readonly key: string | number;
  readonly last: boolean;
  readonly itemName: string | null;
  readonly indexName: string | null;
  readonly outer: Round<Item> | null;
}

/** Where a path begins, before its parts are followed. `null`: nowhere, as `../` outside of `{{#each}}`. */
export type PathStart<Item> =
  | { readonly from: 'top'; readonly parts: readonly string[] }
  | { readonly from: 'item'; readonly item: Item; readonly parts: readonly string[] }
  | { readonly from: 'counter'; readonly value: string | number | boolean }
  | null;

/** Resolves `../`, `this`, `@index` and block parameters by Handlebars' rules: block parameters win, innermost first. */
export function startOfPath<Item>(path: PathExpression, round: Round<Item> | null): PathStart<Item> {
  const [first = '', ...rest] = path.parts;
  let here = round;
  if (!path.relative && !path.data) {
    for (let outer = round; outer !== null; outer = outer.outer) {
      if (outer.itemName === first) return { from: 'item', item: outer.item, parts: rest };
      if (outer.indexName === first && rest.length === 0) return { from: 'counter', value: outer.key };
    }
  }
  if (path.data && first === 'root') return rest.length === 0 ? null : { from: 'top', parts: rest };
  for (let step = 0; step < path.up; step += 1) {
    if (here === null) return null;
    here = here.outer;
  }
  if (path.data) {
    if (here === null || rest.length > 0) return null;
    if (first === 'key') return { from: 'counter', value: here.key };
    if (first === 'index') return { from: 'counter', value: here.index };
    if (first === 'first') return { from: 'counter', value: here.index === 0 };
    return first === 'last' ? { from: 'counter', value: here.last } : null;
  }
  return here === null ? { from: 'top', parts: path.parts } : { from: 'item', item: here.item, parts: path.parts };
}
