import type { Labels } from '../../estate/elements/kubernetes.ts';

/** A record of somebody else's, whose every field may be anything. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether the value is an object with fields. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The field as a record; an empty one when it is none. */
export const fieldsIn = (of: Fields, key: string): Fields => {
  const value = own(of, key);
  return isFields(value) ? value : {};
};

/** The field as a text that is not empty. */
export function textIn(of: Fields, key: string): string | undefined {
  const value = own(of, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The texts of a list. */
export function textsIn(of: Fields, key: string): readonly string[] {
  const value = own(of, key);
  return Array.isArray(value)
    ? value.filter((one: unknown): one is string => typeof one === 'string')
    : [];
}

/** A port: a whole number from 1 to 65535, as a number or in digits. */
export function portIn(of: Fields, key: string): number | undefined {
  const value = own(of, key);
  const port = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value;
  return typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= 65535
    ? port
    : undefined;
}

/** True or false, as such or as a text. */
export function truthIn(of: Fields, key: string): boolean | undefined {
  const value = own(of, key);
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  const text = value.toLowerCase();
  return text === 'true' || text === '1'
    ? true
    : text === 'false' || text === '0'
      ? false
      : undefined;
}

/** The field itself, never one of a prototype. */
export const own = (of: Fields, key: string): unknown =>
  Object.hasOwn(of, key) ? of[key] : undefined;

const namespaceShape = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const nameShape = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;
const kindShape = /^[A-Z][A-Za-z]{1,62}$/;
const labelKey =
  /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const labelValue = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/;

/** The text if Kubernetes could have such a namespace, name or kind. */
export const asNamespace = (text: string | undefined): string | undefined =>
  text !== undefined && namespaceShape.test(text) ? text : undefined;
export const asName = (text: string | undefined): string | undefined =>
  text !== undefined && nameShape.test(text) ? text : undefined;
export const asKind = (text: string | undefined): string | undefined =>
  text !== undefined && kindShape.test(text) ? text : undefined;

/** Keys that controllers and engines set, which do not tell workloads apart for long. */
const added =
  /^(?:io\.kubernetes\.|io\.cilium\.|pod-template-hash$|pod-template-generation$|controller-revision-hash$|statefulset\.kubernetes\.io\/|apps\.kubernetes\.io\/pod-index$|(?:batch\.kubernetes\.io\/)?(?:job-name|controller-uid|job-completion-index)$)/;

/** Labels of a pod among texts such as `k8s:app=web`; those of other sources say nothing of the pod. */
export function labelsOfTexts(texts: readonly string[]): Labels {
  const found = texts.flatMap((text): readonly (readonly [string, string])[] => {
    const [, key = '', value = ''] = /^k8s:([^=]+)=(.*)$/.exec(text) ?? [];
    return labelKey.test(key) && labelValue.test(value) && !added.test(key) ? [[key, value]] : [];
  });
  return Object.fromEntries(found.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
