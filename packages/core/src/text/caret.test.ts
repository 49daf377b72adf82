import { describe, expect, it } from 'vitest';
import { renderDiagnostic } from './caret.ts';
import { excerptBefore, excerptOf, lineStarts, located, positionAt } from './document.ts';
import { readYaml } from './yaml-text.ts';

describe('renderDiagnostic', () => {
  it('shows file, line, column, the line and a caret', () => {
    const document = readYaml({ id: 'plan.yaml', text: () => 'vnet:\n  ranges: [10.0.0.1/24]\n' });
    const [diagnostic] = located(
      [
        {
          severity: 'error',
          code: 'x',
          message: 'is bad',
          document: 'plan.yaml',
          path: ['vnet', 'ranges', 0],
          hint: 'do this',
        },
      ],
      document,
    );
    if (diagnostic === undefined) throw new Error('one was expected');
    expect(renderDiagnostic(diagnostic)).toBe(
      'plan.yaml:2:12: error: is bad [x]\n    ranges: [10.0.0.1/24]\n             ^\n  do this',
    );
  });

  it('points at the nearest place around what is missing', () => {
    const document = readYaml({ id: 'p', text: () => 'vnet:\n  name: a\n' });
    const [missing] = located(
      [
        {
          severity: 'error',
          code: 'x',
          message: 'missing',
          document: 'p',
          path: ['vnet', 'ranges', 0],
        },
      ],
      document,
    );
    expect(missing?.position).toEqual({ line: 1, column: 1 });
  });

  it('lets nothing through that a terminal obeys', () => {
    const text = renderDiagnostic({
      severity: 'error',
      code: 'x',
      message: 'bad \u001b[31mname\u0007 \u202ereversed',
      document: 'evil\u001b]0;title\u0007.yaml',
      position: { line: 1, column: 1 },
      excerpt: excerptOf('\u001b[2Jx: 1', { line: 1, column: 1 }),
    });
    expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  });
});

describe('excerptOf', () => {
  it('cuts long lines around the column, and the caret still points there', () => {
    const line = `${'x'.repeat(5000)}HERE${'y'.repeat(5000)}`;
    const excerpt = excerptOf(line, { line: 1, column: 5001 });
    expect(excerpt.length).toBeLessThanOrEqual(120);
    expect(excerpt.slice(excerptBefore, excerptBefore + 4)).toBe('HERE');
  });

  it.each([
    ['YAML', 'kind: Secret\ndata: { p: hunter2'],
    ['YAML with a tag', 'kind: !!str &k "Secret"\ndata: { p: hunter2'],
    ['JSON', '{"kind" : "Secret",\n"data": {"p": "hunter2"'],
    ['JSON in a text', 'x: "{\\"kind\\":\\"Secret\\""\nhunter2: ['],
    ['a list', 'kind: SecretList\nitems: [hunter2'],
    ['a part of a stream', 'kind: Pod\n---\np: hunter2\nkind: Secret'],
  ])('shows nothing of a Secret, however it is written: %s', (_, text) => {
    const line = text.split('\n').findIndex((part) => part.includes('hunter2')) + 1;
    expect(excerptOf(text, { line, column: 1 })).toBe('');
  });

  it.each([
    ['another document of the stream', 'a: [\n---\nkind: Secret', 1],
    ['a kind that only begins so', 'kind: SecretStore\na: [', 2],
  ])('still shows %s', (_, text, line) => {
    expect(excerptOf(text, { line, column: 1 })).toBe('a: [');
  });

  it('answers nothing for lines that are not there', () => {
    expect(excerptOf('a', { line: 9, column: 1 })).toBe('');
  });
});

it('positionAt is the inverse of counting lines by hand', () => {
  const text = 'ab\n\ncdé\r\n😀x';
  const starts = lineStarts(text);
  for (let offset = 0; offset <= text.length; offset++) {
    const before = text.slice(0, offset).split('\n');
    expect(positionAt(starts, offset)).toEqual({
      line: before.length,
      column: (before.at(-1) ?? '').length + 1,
    });
  }
});
