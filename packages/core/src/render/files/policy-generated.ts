import { type ManifestFile, manifestFiles, manifests } from '../../write/manifests.ts';
import type { GeneratedReport } from '../pages/policy/generated.ts';

/** Generated policies as one stream. */
export const generatedYaml = ({ made }: GeneratedReport): string =>
  manifests(made.generated.elements);

/** Generated policies as files, one for each namespace. */
export const generatedFiles = ({ made }: GeneratedReport): readonly ManifestFile[] =>
  manifestFiles(made.generated.elements);
