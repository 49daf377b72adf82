/** Major and minor of a Kubernetes or Cilium version; patches never decide a fact here. */
export interface MinorVersion {
  readonly major: number;
  readonly minor: number;
}

/** Reads `1.33`, `1.33.4` or `v1.33.4-rc.1`; undefined for anything else (`latest`, an expression). */
export function minorVersion(text: string): MinorVersion | undefined {
  const match = /^v?(\d{1,4})\.(\d{1,4})(?:[.+-].*)?$/.exec(text.trim());
  if (match === null) return undefined;
  return { major: Number(match[1]), minor: Number(match[2]) };
}

/**
 * Whether a version is at least another, by major and minor. Undefined when either text is not a
 * version, so that a caller cannot mistake "not known" for "too old".
 */
export function isAtLeast(version: string, minimum: string): boolean | undefined {
  const have = minorVersion(version);
  const want = minorVersion(minimum);
  if (have === undefined || want === undefined) return undefined;
  return have.major > want.major || (have.major === want.major && have.minor >= want.minor);
}
