/** The name of a field without the wrapper that REST has and `az` has not: `properties.a` is `a`. */
export const unwrapped = (field: string): string =>
  hasWrapper.test(field) ? field.replace(/(^|\.)properties\./gi, '$1') : field;

const hasWrapper = /properties\./i;

/** The name of a field in one spelling for every form: lower case, without the wrapper. */
export const fold = (field: string): string => unwrapped(field).toLowerCase();
