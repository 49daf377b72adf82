import * as z from 'zod';
import { type Kind, kinds } from '../estate/elements/kinds.ts';
import type { Listed } from '../estate/estate.ts';
import { canonical, type Id } from '../estate/id.ts';
import type { Diagnostic } from '../evidence/diagnostic.ts';
import type { Instant } from '../evidence/source.ts';
import { checked } from '../text/checked.ts';
import type { TextDocument } from '../text/document.ts';

/** What is known of a document beside its text. */
export interface About {
  /** When it was collected; absent: nobody said. */
  readonly collected?: Instant;
  /** The cluster that Kubernetes objects in it belong to, when somebody said. */
  readonly cluster?: Id<'cluster'>;
}

/** The file in a folder that says when and how the other files in it were collected. */
export const snapshotFile = 'snapshot.json';

const instant = z.iso.datetime({
  offset: true,
  error: 'a moment as 2026-11-23T08:00:00Z was expected',
});

const listedSchema = z.strictObject({
  kind: z.enum(kinds),
  within: z.string().optional(),
});

const schema = z.strictObject({
  apiVersion: z.literal('aksnet/v1'),
  kind: z.literal('Snapshot'),
  /** When the files were collected that do not say it themselves. */
  collected: instant.optional(),
  /** Lists that are whole. */
  lists: z.array(listedSchema).default([]),
  files: z
    .array(
      z.strictObject({
        /** Below the folder, with slashes. */
        path: z.string(),
        collected: instant.optional(),
        /** ARM id of the cluster that the Kubernetes objects in the file belong to. */
        cluster: z.string().optional(),
        lists: z.array(listedSchema).default([]),
      }),
    )
    .default([]),
});

/** What a snapshot says of its folder. */
export interface Snapshot {
  /** What is known of a file, by its path below the folder. */
  readonly about: (path: string) => About;
  readonly coverage: readonly Listed[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a snapshot file; what is wrong in it is told and the rest is used. */
export function readSnapshot(document: TextDocument): Snapshot {
  const { value, diagnostics } = checked(document, schema);
  const files = value?.files ?? [];
  const byPath = new Map(files.map((file) => [file.path, file]));
  return {
    about(path) {
      const file = byPath.get(path);
      const collected = file?.collected ?? value?.collected;
      return {
        ...(collected === undefined ? {} : { collected }),
        ...(file?.cluster === undefined ? {} : { cluster: canonical(file.cluster) }),
      };
    },
    coverage: [...(value?.lists ?? []), ...files.flatMap(({ lists }) => lists)].map(listed),
    diagnostics,
  };
}

const listed = ({
  kind,
  within,
}: {
  readonly kind: Kind;
  readonly within?: string | undefined;
}): Listed => (within === undefined ? { kind } : { kind, within: canonical(within) });
