import type { Source } from '../../evidence/source.ts';
import type { Frame } from './evaluate.ts';
import type { Place } from './place.ts';
import type { Raw } from './tree.ts';
import type { Value } from './value.ts';

/** A resource of a template, one for every copy: named and placed, not yet evaluated. */
export interface Made {
  /** With those of its parents, where it is nested in them. */
  readonly type: string;
  /** Names of all segments, with marks for what is not known. */
  readonly name: string;
  /** Its own name, as evaluated. */
  readonly nameValue: Value;
  /** As spelled, with marks for what is not known. */
  readonly id: Value;
  readonly idText: string;
  /** Its name inside the template, where it has one. */
  readonly symbol?: string;
  readonly raw: Raw;
  readonly source: Source;
  /** In which its expressions are evaluated. */
  readonly frame: Frame;
  /** False: not deployed. A value that is not known: perhaps. */
  readonly condition: Value;
  /** Only referred to, never created. */
  readonly isExisting: boolean;
  /** Where a deployment puts its resources; absent for all others. */
  readonly target?: Place;
}

/** A deployment: its template with its parameters. */
export interface Deployed {
  /** Its resources. @param depth how many calls lead here */
  readonly made: (depth: number) => readonly Made[];
  /** The resource that a reference names. */
  readonly find: (text: string, depth: number) => Made | undefined;
  /** The value of an output; undefined when there is none of the name. */
  readonly output: (name: string, depth: number) => Value | undefined;
  /** The deployment inside that a resource is; undefined when its template is not there. */
  readonly nested: (made: Made) => Deployed | undefined;
  /** What the template says of a resource. */
  readonly bodyOf: (made: Made, depth: number) => Value;
}

/** What a deployment asks of the reading it is part of. */
export interface Around {
  /** The deployment inside that a resource is; undefined when its template is not there. */
  readonly nested: (made: Made) => Deployed | undefined;
}

/** Whether the resource is a deployment in a deployment. */
export const isDeployment = (type: string): boolean =>
  type.toLowerCase() === 'microsoft.resources/deployments';
