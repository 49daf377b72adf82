/** Short forms that are written in capitals. */
const capitals: Readonly<Record<string, string>> = {
  api: 'API',
  cni: 'CNI',
  sku: 'SKU',
  dns: 'DNS',
};

/** The name of a decision in words: `cniMode` → `CNI mode`, `poolSubnet/batch` → `pool subnet`. */
export const topicOf = (decision: string): string =>
  beforeSlash(decision)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(' ')
    .map((word) => (Object.hasOwn(capitals, word) ? (capitals[word] ?? word) : word))
    .join(' ');

/** What of a cluster is decided about: the pool in `poolSubnet/batch`. Undefined: the whole. */
export const partOf = (decision: string): string | undefined =>
  decision.includes('/') ? decision.slice(decision.indexOf('/') + 1) : undefined;

const beforeSlash = (text: string): string => text.split('/', 1)[0] ?? text;
