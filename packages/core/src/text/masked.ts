/**
 * Whether a text stands where somebody took a value out before handing the file on: stars, crosses, or
 * the word for it, alone or in brackets.
 */
export const isMasked = (text: string): boolean =>
  text.length <= 64 &&
  /^[[<({*_-]*(?:\*{2,}|x{3,}|redacted|masked|removed|hidden|sanitized|anonymi[sz]ed)[\])>}*_-]*$/i.test(
    text.trim(),
  );
