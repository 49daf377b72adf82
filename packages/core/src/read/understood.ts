import type { Fragment, Listed, Tense } from '../estate/estate.ts';
import type { Diagnostic } from '../evidence/diagnostic.ts';
import type { Source } from '../evidence/source.ts';
import type { OwnContent } from './own-files.ts';

/** Something that was met and that no kind of the model stands for. */
export interface Ignored {
  /** ARM type, azurerm type, or `apiVersion kind`, as the document spells it. */
  readonly type: string;
  readonly why: 'notModelled' | 'noResource' | 'conditionFalse' | 'unreadable';
  readonly source: Source;
}

/** A field of a body that nobody asked for: counted, so that nothing is lost without a word. */
export interface UnreadField {
  /** What the body was read as: an ARM type. */
  readonly type: string;
  /** Keys with dots between, items of lists as `[]`: `subnets[].etag`. */
  readonly field: string;
}

/**
 * What a document, or several that belong together, came to. Nothing of the input is missing from it:
 * what became no element is ignored, unread, or told of in a diagnostic.
 */
export interface Understood {
  /** Elements, each whole as far as its statement goes. */
  readonly elements: Fragment;
  /** Elements of which one part was said alone (a zone group, a record set): joined to their wholes. */
  readonly parts: Fragment;
  /** Which lists are whole. */
  readonly coverage: readonly Listed[];
  readonly ignored: readonly Ignored[];
  readonly unread: readonly UnreadField[];
  readonly diagnostics: readonly Diagnostic[];
  /** Bodies that a query left fields out of: told once for a document, however many there are. */
  readonly partial?: readonly Source[];
  /** When what was read is: observed for recorded bodies, planned for code. */
  readonly tense?: Tense;
  /** A file of ours, whole. */
  readonly own?: OwnContent;
}

/** Nothing understood yet. */
export const nothing: Understood = {
  elements: [],
  parts: [],
  coverage: [],
  ignored: [],
  unread: [],
  diagnostics: [],
};

/** Several answers as one; the last tense and the last own file count. */
export function together(all: readonly Understood[]): Understood {
  const tense = all.findLast((one) => one.tense !== undefined)?.tense;
  const own = all.findLast((one) => one.own !== undefined)?.own;
  const partial = all.flatMap((one) => one.partial ?? []);
  return {
    elements: all.flatMap((one) => one.elements),
    parts: all.flatMap((one) => one.parts),
    coverage: all.flatMap((one) => one.coverage),
    ignored: all.flatMap((one) => one.ignored),
    unread: all.flatMap((one) => one.unread),
    diagnostics: all.flatMap((one) => one.diagnostics),
    ...(tense === undefined ? {} : { tense }),
    ...(own === undefined ? {} : { own }),
    ...(partial.length === 0 ? {} : { partial }),
  };
}
