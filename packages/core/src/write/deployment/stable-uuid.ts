/**
 * A UUID that follows from a text, so that an assignment made twice is one assignment. FNV-1a with 128
 * bits (Fowler, Noll, Vo); version 8 of RFC 9562, which leaves the bits to its makers. Not a secret and
 * no protection against collisions on purpose.
 */
export function stableUuid(text: string): string {
  let hash = offsetBasis;
  for (const byte of utf8(text)) hash = ((hash ^ BigInt(byte)) * prime) & mask;
  const versioned = (hash & ~versionBits) | (8n << 76n);
  const hex = ((versioned & ~variantBits) | (2n << 62n)).toString(16).padStart(32, '0');
  const cuts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...cuts, hex.slice(20)].join('-');
}

const mask = (1n << 128n) - 1n;
const prime = (1n << 88n) + 0x13bn;
const offsetBasis = 0x6c62272e07bb014262b821756295c58dn;
const versionBits = 0xfn << 76n;
const variantBits = 3n << 62n;

function* utf8(text: string): IterableIterator<number> {
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) yield code;
    else if (code < 0x800) yield* [0xc0 | (code >> 6), 0x80 | (code & 63)];
    else if (code < 0x10000)
      yield* [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
    else {
      yield* [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63)];
      yield 0x80 | (code & 63);
    }
  }
}
