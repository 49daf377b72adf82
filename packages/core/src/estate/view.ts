/**
 * A view: a function whose result is remembered for the object it was given, as long as that object
 * lives. Objects of the Estate never change, so a remembered result cannot be stale; after an edit all
 * untouched objects are the same objects and keep their views.
 */
export function view<S extends object, R>(derive: (subject: S) => R): (subject: S) => R {
  const remembered = new WeakMap<S, { readonly result: R }>();
  return (subject) => {
    const known = remembered.get(subject);
    if (known !== undefined) return known.result;
    const result = derive(subject);
    remembered.set(subject, { result });
    return result;
  };
}
