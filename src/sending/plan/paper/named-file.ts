import type { AttachedFile } from '../../../render/mime.js';

/** What was found of a file that a template or campaign.yaml names. */
export type NamedFile =
  | { readonly kind: 'found'; readonly file: AttachedFile }
  | { readonly kind: 'missing' }
  /** It lies outside of the campaign's folder, be it by a link. */
  | { readonly kind: 'outside' }
  /** It holds secrets, or what nominate keeps: no letter takes it. */
  | { readonly kind: 'kept' }
  /** A folder, a pipe or a device. */
  | { readonly kind: 'no-file' };

/** Looks for such a file. */
export type LookUp = (source: string) => NamedFile;
