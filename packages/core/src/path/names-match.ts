/**
 * Whether a name is covered by a pattern in which `*` stands for any characters, as Azure Firewall
 * reads it. A name may itself hold stars: then the pattern must cover all that it stands for.
 * Linear in both, so that hostile patterns cost nothing.
 */
export function nameMatches(pattern: string, name: string): boolean {
  const parts = plain(pattern).split('*');
  const text = plain(name);
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  const last = rest.at(-1) ?? '';
  for (const part of rest.slice(0, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** A name in lower case, without the dot of the root. */
export const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');
