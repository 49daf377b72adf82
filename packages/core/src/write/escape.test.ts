import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bicepString,
  commentText,
  csvCell,
  hclString,
  htmlAttribute,
  htmlText,
  jsonInScript,
  markdownCell,
  markdownCode,
  markdownText,
  shellWord,
  svgAttribute,
  terminalText,
  yamlScalar,
} from './escape.ts';

const cases: readonly (readonly [
  why: string,
  written: (text: string) => string,
  text: string,
  expected: string,
])[] = [
  ['a tag', htmlText, '<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  ['an entity is not decoded twice', htmlText, '&lt;', '&amp;lt;'],
  ['NUL is no character of HTML', htmlText, 'a\u0000b', 'a�b'],
  ['quotes end attributes', htmlAttribute, `" onload='x'`, '&quot; onload=&#39;x&#39;'],
  ['line ends in XML attributes are normalised', svgAttribute, 'a\nb', 'a&#10;b'],
  ['half a character', svgAttribute, 'a\ud800b', 'a�b'],
  ['interpolation of HCL', hclString, `\${file("/etc/passwd")}`, `"$\${file(\\"/etc/passwd\\")}"`],
  ['directives of HCL', hclString, '%{ for x in y }', '"%%{ for x in y }"'],
  ['doubled signs have two readings', hclString, '$${x}', '"\\u0024\\u0024{x}"'],
  ['a dollar alone', hclString, 'US$ 5', '"US$ 5"'],
  ['line ends', hclString, 'a\r\n"b', '"a\\r\\n\\"b"'],
  ['text that reads backwards', hclString, 'a\u202eb', '"a\\u202eb"'],
  ['interpolation of Bicep', bicepString, `it's \${x}`, `'it\\'s \\\${x}'`],
  ['backslashes of Bicep', bicepString, 'a\\', "'a\\\\'"],
  ['controls of Bicep', bicepString, 'a\u0007b', "'a\\u{7}b'"],
  ['plain YAML', yamlScalar, 'snet-nodes', 'snet-nodes'],
  ['the Norway problem', yamlScalar, 'no', '"no"'],
  ['numbers', yamlScalar, '1.10', '"1.10"'],
  ['a comment of YAML', yamlScalar, 'a #b', '"a #b"'],
  ['an empty scalar', yamlScalar, '', '""'],
  ['a line separator', yamlScalar, 'a\u2028b', '"a\\u2028b"'],
  ['command substitution', shellWord, '$(rm -rf ~)', "'$(rm -rf ~)'"],
  ['quotes of the shell', shellWord, "it's", "'it'\\''s'"],
  ['a comment ends with its line', commentText, 'a\nrm -rf ~\r\nb', 'a rm -rf ~ b'],
  ['formulas', csvCell, '=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
  ['formulas behind a blank', csvCell, ' @SUM(A1)', '"\' @SUM(A1)"'],
  ['numbers below zero are no formulas', csvCell, '-5', '"-5"'],
  ['addresses', csvCell, '10.0.0.0/8', '"10.0.0.0/8"'],
  ['emphasis, links and tags', markdownText, '*[a](b)*<b>', '\\*\\[a\\](b)\\*&lt;b&gt;'],
  ['a heading has no line of its own', markdownText, 'a\n# b', 'a # b'],
  ['lists and headings at the start', markdownText, '- a', '\\- a'],
  ['numbered lists at the start', markdownText, '1. a', '1\\. a'],
  ['prefixes stay readable', markdownText, '10.80.0.0/16', '10\\.80.0.0/16'],
  ['borders of tables', markdownCell, 'a|b', 'a\\|b'],
  ['links without marks', markdownText, 'https://x', 'https\\://x'],
  ['backticks in code', markdownCode, 'a`b', '``a`b``'],
  ['backticks at the edge of code', markdownCode, '`', '`` ` ``'],
  ['colour codes', terminalText, '\u001b[31mred', '�[31mred'],
];

describe('each language', () => {
  test.each(cases)('%s', (...[, written, text, expected]) => {
    expect(written(text)).toBe(expected);
  });

  test('JSON cannot leave its script', () => {
    const value = { a: '</script><!--\u2028' };
    expect(jsonInScript(value)).toBe('{"a":"\\u003c/script\\u003e\\u003c!--\\u2028"}');
    expect(JSON.parse(jsonInScript(value))).toEqual(value);
  });

  test('code in a table escapes its bars', () => {
    expect(markdownCode('a|b', true)).toBe('`a\\|b`');
  });
});

/** Strings of the signs that mean something somewhere. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(...`'"\\\`$%{}[]<>&|=+-@#*_~:/.!\r\n\t \u0000\u2028\u202ea1`),
  }),
);

describe('for every text', () => {
  test('nothing ends the quotes early', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(htmlAttribute(text)).not.toMatch(/["'<>`]/);
        expect(htmlText(text)).not.toMatch(/[<>]/);
        expect(hclString(text)).toMatch(/^"([^"\\\n\r]|\\.)*"$/);
        expect(bicepString(text)).toMatch(/^'([^'\\\n\r]|\\.)*'$/);
        expect(csvCell(text)).toMatch(/^"([^"]|"")*"$/);
        expect(shellWord(text).replaceAll("'\\''", '')).toMatch(/^'[^']*'$/s);
      }),
    );
  });

  test('lines stay lines', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = [
          commentText,
          markdownText,
          markdownCell,
          markdownCode,
          hclString,
          bicepString,
        ];
        for (const written of line) expect(written(text)).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
      }),
    );
  });

  test('JSON strings and YAML scalars say the text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(JSON.parse(jsonInScript(text))).toBe(text);
        const scalar = yamlScalar(text);
        expect(scalar.startsWith('"') ? JSON.parse(scalar) : scalar).toBe(text);
      }),
    );
  });
});
