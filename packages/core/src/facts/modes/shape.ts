/** Whether a value as read is the word expected: case is forgiven, null and empty are absent. */
export function says(read: string | undefined, word: string): boolean {
  return read?.toLowerCase() === word.toLowerCase();
}

/** Whether a field as read is absent: left out or empty. */
export function isAbsent(read: string | undefined): boolean {
  return read === undefined || read === '';
}
