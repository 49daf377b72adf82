import type { Path } from '../evidence/source.ts';
import type { About } from '../requirements/snapshot.ts';
import type { TextDocument } from '../text/document.ts';
import type { Understood } from './understood.ts';

/** A document to be read, and what is known of it beside. */
export interface Supplied {
  readonly document: TextDocument;
  readonly about: About;
  /** Where the document's value lies in a longer text of which it is a part. */
  readonly at?: Path;
}

/** What all formats have. */
interface Recognised {
  /** Stable word for summaries: `arm`, `armTemplate`, `terraformPlan`. */
  readonly id: string;
  /** What it is, for people: `bodies of Azure (REST, az, PowerShell)`. */
  readonly says: string;
  /** Whether the document is of this format, by its content and never by its name. Must be cheap. */
  readonly recognises: (document: TextDocument) => boolean;
}

/** A format whose documents each stand alone. */
export interface SingleFormat extends Recognised {
  readonly read: (supplied: Supplied) => Understood;
}

/**
 * A format whose documents belong together: a template with its parameter files and the templates it
 * links to, the files of a Terraform folder. They are kept until all inputs are there.
 */
export interface JointFormat extends Recognised {
  readonly readTogether: (supplied: readonly Supplied[]) => Understood;
}

/** One entry of the list of formats. */
export type Format = SingleFormat | JointFormat;

/** Whether documents of the format are read all at once. */
export const isJoint = (format: Format): format is JointFormat => 'readTogether' in format;
