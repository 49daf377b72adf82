/**
 * Labels for resources, each given once: words of letters, digits and underscores. A label that would be
 * given twice gets a number.
 */
export function labelsOnce(): (type: string, words: readonly string[]) => string {
  const taken = new Set<string>();
  return (type, words) => {
    const base = wordOf(words.join('_'));
    for (let n = 1; ; n += 1) {
      const label = n === 1 ? base : `${base}_${n}`;
      if (taken.has(`${type}.${label}`)) continue;
      taken.add(`${type}.${label}`);
      return label;
    }
  };
}

/** A word that HCL takes for a name, and people for the original. */
export function wordOf(text: string): string {
  const word = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 100);
  return /^[a-z]/.test(word) ? word : `r_${word}`;
}
