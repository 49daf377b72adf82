/** Longest name that every kind of object here may have: a DNS label. */
const longest = 63;

/**
 * A name for an object, made of words that may hold anything: lower case letters, digits and dashes. A name
 * that is too long, or of which nothing is left, gets a hash. Different words may give one name.
 */
export function objectName(...words: readonly string[]): string {
  const spelled = words
    .join('-')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const fits = spelled !== '' && spelled.length <= longest;
  return fits ? spelled : withHash(spelled, words.join('\u0000'));
}

/** The name, cut where it is too long, with a hash of the text that sets it apart. */
export function withHash(name: string, text: string): string {
  const hash = fnv1a(text);
  const kept = name.slice(0, longest - hash.length - 1).replace(/-+$/, '');
  return kept === '' ? `x-${hash}` : `${kept}-${hash}`;
}

/** FNV-1a, 32 bits, as eight hexadecimal digits: short and the same everywhere; not a secret. */
function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}
