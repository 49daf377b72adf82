import type { Ledger } from '../evidence/ledger.ts';
import type { Part, Prose } from '../evidence/prose.ts';
import type { Citation } from '../facts/citation.ts';

/**
 * How something stands. Every printer shows it as a word; colour and symbol only come on top, so that
 * nothing is lost on paper, in a log or to a reader who sees no colours.
 */
export type Mark = 'good' | 'bad' | 'warning' | 'note' | 'unknown' | 'attested' | 'off';

/** A mark with the word that says it here: `fail`, `impossible`, `needs attestation`. */
export interface Status {
  readonly kind: 'status';
  readonly mark: Mark;
  readonly word: string;
}

/** Documents that something rests on: told whole where there is room, by page and date where not. */
export interface Sources {
  readonly kind: 'sources';
  readonly cite: readonly Citation[];
}

/** What a table cell holds: a sentence, how something stands, or what it rests on. */
export type Cell = Prose | Status | Sources;

/** A named fact beside others. */
export interface KeyValue {
  readonly key: string;
  readonly value: Cell;
}

/** A column of a table. */
export interface Column {
  readonly title: string;
  /** Numbers stand at the end so that their digits line up. Default: start. */
  readonly align?: 'start' | 'end';
  /** Columns of names and ranges are not broken while any other column can give way. */
  readonly keep?: true;
}

/** A part of the page with a title of its own; its depth in the tree is the level of its heading. */
export interface Section {
  readonly kind: 'section';
  readonly title: Prose;
  /** Unique in the page, lower case and hyphens: the target of links. */
  readonly anchor: string;
  readonly blocks: readonly Block[];
}

/** A paragraph. */
export interface Paragraph {
  readonly kind: 'prose';
  readonly text: Prose;
}

/** A list of sentences, numbered when their order matters. */
export interface ItemList {
  readonly kind: 'list';
  readonly ordered?: true;
  readonly items: readonly Prose[];
}

/** Rows and columns. The first column names the row. */
export interface Table {
  readonly kind: 'table';
  readonly caption: Prose;
  /** The title above says the same, so that only who cannot see needs the caption. */
  readonly quiet?: true;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Sums under a line. */
  readonly foot?: readonly (readonly Cell[])[];
}

/** Lines that add up, their sum, what there is, and the balance of both. */
export interface LedgerBlock {
  readonly kind: 'ledger';
  readonly ledger: Ledger;
}

/** One finding as it is shown, with those that follow from it beneath. */
export interface FindingItem {
  readonly mark: Mark;
  /** The word for the mark: `error`, `warning`, `note`. */
  readonly word: string;
  readonly code: string;
  readonly title: string;
  readonly says: Prose;
  readonly facts: readonly KeyValue[];
  readonly blocks: readonly Block[];
  readonly consequences: readonly FindingItem[];
}

/** Findings, worst first. */
export interface FindingList {
  readonly kind: 'findings';
  readonly items: readonly FindingItem[];
  /** More of the same rule: folded where a printer can fold, else a line each. */
  readonly more?: readonly FindingItem[];
}

/** Things done or passed one after another. */
export interface Steps {
  readonly kind: 'steps';
  readonly steps: readonly {
    readonly title: Prose;
    readonly status?: Status;
    readonly blocks: readonly Block[];
  }[];
}

/** Text to be copied: a command, a manifest, a query. */
export interface Code {
  readonly kind: 'code';
  readonly language: string;
  readonly text: string;
}

/** A drawing. */
export interface Figure {
  readonly kind: 'figure';
  /** File name without ending, for printers that point at a file beside the page. */
  readonly name: string;
  readonly svg: string;
  /** What the drawing shows, for readers who cannot see it. */
  readonly alt: string;
  readonly caption: Prose;
  /** The same in words or rows, where a printer cannot draw. */
  readonly instead: readonly Block[];
}

/** A remark that must not be missed. */
export interface Callout {
  readonly kind: 'callout';
  readonly mark: Mark;
  readonly title: Prose;
  readonly blocks: readonly Block[];
}

/** Named facts under each other. */
export interface KeyValues {
  readonly kind: 'keyValues';
  readonly pairs: readonly KeyValue[];
}

/** Detail that is folded where a printer can fold. */
export interface Details {
  readonly kind: 'details';
  /** Left out where nothing can be folded: what stands above says it more shortly. */
  readonly repeats?: true;
  readonly summary: Prose;
  readonly blocks: readonly Block[];
}

/** A block of a page. */
export type Block =
  | Section
  | Paragraph
  | ItemList
  | Table
  | LedgerBlock
  | FindingList
  | Steps
  | Code
  | Figure
  | Callout
  | KeyValues
  | Details;

/**
 * A report: a tree of blocks and nothing about how they look. A new report is one page; every printer
 * can print it.
 */
export interface Page {
  readonly title: Prose;
  /** What the reader must know when reading only one sentence. */
  readonly lead?: Prose;
  readonly blocks: readonly Block[];
}

/** A part of the page with a title; `anchor` is unique in the page. */
export const section = (anchor: string, title: Prose, blocks: readonly Block[]): Section => ({
  kind: 'section',
  anchor,
  title,
  blocks,
});

/** A paragraph of the given sentence. */
export const paragraph = (text: Prose): Paragraph => ({ kind: 'prose', text });

/** A bulleted list. */
export const list = (items: readonly Prose[]): ItemList => ({ kind: 'list', items });

/** A status with its word. */
export const status = (mark: Mark, word: string): Status => ({ kind: 'status', mark, word });

/** Documents that something rests on. */
export const sources = (cite: readonly Citation[]): Sources => ({ kind: 'sources', cite });

/** Whether a cell is a sentence. */
export const isProse = (cell: Cell): cell is Prose => !('kind' in cell);

/** A sentence of one verbatim name or value. */
export const verbatim = (text: string): Prose => {
  const part: Part = { kind: 'code', text };
  return [part];
};
