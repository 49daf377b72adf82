import { describe, expect, it } from 'vitest';
import { withoutComments } from './json-comments.ts';
import { readJson } from './json-text.ts';

describe('comments', () => {
  it.each([
    ['at the end of a line', '{"a": 1 // one\n}', '{"a": 1       \n}'],
    ['over lines', '[/* a\nb */1]', '[    \n    1]'],
    ['never closed', '[1] /* a', '[1]     '],
    ['at the end', '1//', '1  '],
    ['not inside strings', '{"a": "http://b/*c*/"}', '{"a": "http://b/*c*/"}'],
    ['not behind an escaped quote', '"\\"//"', '"\\"//"'],
    ['line ends in strings', '"a\r\nb"', '"a  b"'],
    ['nothing to do', '{"a": [1, 2]}', '{"a": [1, 2]}'],
    ['an open string', '"abc // d', '"abc // d'],
  ])('%s', (_, text, expected) => {
    expect(withoutComments(text)).toBe(expected);
    expect(expected).toHaveLength(text.length);
  });

  it('are let pass in JSON, and positions hold', () => {
    const text = '{\n  // why\n  "a": "[concat(\n    1)]", /* b */ "b": [1, 2]\n}';
    const document = readJson({ id: 'a.json', text: () => text });
    expect(document.value).toEqual({ a: '[concat(     1)]', b: [1, 2] });
    expect(document.diagnostics).toEqual([]);
    expect(document.positionOf(['b', 1])).toEqual({ line: 4, column: 28 });
  });

  it('hide no mistake: it is told where it stands in the text as it is', () => {
    const document = readJson({ id: 'a.json', text: () => '// fine\n{"a": }' });
    expect(document.value).toBeUndefined();
    expect(document.diagnostics).toMatchObject([
      { code: 'syntax', position: { line: 2, column: 7 } },
    ]);
  });
});
