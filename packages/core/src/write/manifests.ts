import type { Manifest, ManifestBody, ManifestValue } from '../codec/kubernetes/entry.ts';
import { type AnyKubernetesElement, encodeManifest } from '../codec/kubernetes.ts';
import { yamlScalar } from './escape.ts';

/** A file of a plan: where it goes, and what is in it. */
export interface ManifestFile {
  /** Relative, with `/`; made of letters, digits, `-`, `_` and `.` only. */
  readonly path: string;
  readonly text: string;
}

/**
 * Kubernetes objects as one YAML stream, in the order given. Every text is quoted unless all YAML
 * readers, old and new, take it for a string; there are no anchors, tags or folded lines.
 */
export const manifests = (elements: readonly AnyKubernetesElement[]): string =>
  elements.map((element) => `---\n${document(encodeManifest(element))}`).join('');

/**
 * The same objects as files that can be applied in the order of their names: namespaces first, then
 * what belongs to the whole cluster, then one file per namespace.
 */
export function manifestFiles(elements: readonly AnyKubernetesElement[]): readonly ManifestFile[] {
  const groups = new Map<string, AnyKubernetesElement[]>();
  for (const element of elements) {
    const path = pathOf(element);
    const known = groups.get(path);
    if (known === undefined) groups.set(path, [element]);
    else known.push(element);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, members]) => ({ path, text: manifests(members) }));
}

/** Objects of the cluster that admit or refuse others come last: nothing is there yet to be refused. */
function pathOf(element: AnyKubernetesElement): string {
  if (element.kind === 'namespace') return '00-namespaces.yaml';
  if (element.namespace !== undefined) return `20-namespace-${fileName(element.namespace)}.yaml`;
  const apiVersion = element.kind === 'kubernetesObject' ? element.apiVersion : '';
  return apiVersion.startsWith('admissionregistration.k8s.io/')
    ? '30-admission.yaml'
    : '10-cluster.yaml';
}

/** Namespaces are names of DNS; whatever else somebody wrote must not leave the folder. */
const fileName = (name: string): string =>
  name.replace(
    /[^a-z0-9-]/g,
    (char) => `_${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );

function document(manifest: Manifest): string {
  const { apiVersion, kind, metadata, body } = manifest;
  return `${lines({ apiVersion, kind, metadata, ...body }).join('\n')}\n`;
}

/** A mapping in block style, one entry a line. */
function lines(map: ManifestBody): readonly string[] {
  return Object.entries(map).flatMap(([key, value]) => entry(`${yamlScalar(key)}:`, value));
}

/** `key: scalar`, or `key:` with the value below it. */
function entry(head: string, value: ManifestValue): readonly string[] {
  if (isList(value) && value.length > 0) return [head, ...value.flatMap(item).map(indented)];
  if (isMap(value) && Object.keys(value).length > 0) return [head, ...lines(value).map(indented)];
  return [`${head} ${scalar(value)}`];
}

/** A list item: the first line of a mapping stands behind the dash, the others below it. */
function item(value: ManifestValue): readonly string[] {
  if (isList(value) && value.length > 0) return ['-', ...value.flatMap(item).map(indented)];
  if (isMap(value) && Object.keys(value).length > 0) {
    return lines(value).map((line, i) => (i === 0 ? `- ${line}` : indented(line)));
  }
  return [`- ${scalar(value)}`];
}

function scalar(value: ManifestValue): string {
  if (typeof value === 'string') return yamlScalar(value);
  if (isList(value)) return '[]';
  if (isMap(value)) return '{}';
  return String(value);
}

const indented = (line: string): string => `  ${line}`;

const isList = (value: ManifestValue): value is readonly ManifestValue[] => Array.isArray(value);

const isMap = (value: ManifestValue): value is ManifestBody =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
