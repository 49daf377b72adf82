/**
 * Gives equal texts as one. Elements name each other by their ids, and each name is a text of its own as
 * it was read: of a long dump a tenth of the memory. What was met lately is remembered, in two halves: when
 * the newer one is full the older one is forgotten, so that the memory is bounded whatever there is to read.
 * @param room texts of one half
 */
export function sharedTexts(room = 32_768): (text: string) => string {
  let newer = new Map<string, string>();
  let older = newer;
  return (text) => {
    const known = newer.get(text) ?? older.get(text);
    if (newer.size >= room) {
      older = newer;
      newer = new Map();
    }
    newer.set(known ?? text, known ?? text);
    return known ?? text;
  };
}
