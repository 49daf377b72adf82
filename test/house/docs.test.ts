// Links inside the documentation lead somewhere: to a file or folder, and to a heading in it.
import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { filePaths, has, readText, type TextFile } from './repository.ts';

/** The documentation, from which links are followed. */
interface Shelf {
  readonly exists: (path: string) => boolean;
  readonly read: (path: string) => string;
}

/** Relative links of a page that lead nowhere. */
function brokenLinks({ path, text }: TextFile, shelf: Shelf): readonly string[] {
  return linksIn(text).flatMap((link) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return [];
    const [file = '', heading] = link.split('#');
    const target = file === '' ? path : posix.join(posix.dirname(path), decodeURI(file));
    if (target.startsWith('..') || !shelf.exists(target)) return [`${path}: ${link} leads nowhere`];
    if (heading === undefined || !target.endsWith('.md')) return [];
    const known = file === '' ? text : shelf.read(target);
    return anchorsIn(known).includes(heading) ? [] : [`${path}: ${link} names no heading there`];
  });
}

/** Targets of links, pictures and references; code is no prose. */
function linksIn(text: string): readonly string[] {
  const prose = withoutCode(text);
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const references = [...prose.matchAll(/^\s*\[[^\]]+\]:\s*(\S+)/gm)];
  return [...inline, ...references].flatMap(([, target]) => (target === undefined ? [] : [target]));
}

/** Anchors of headings, spelled as GitHub does. */
function anchorsIn(text: string): readonly string[] {
  const seen = new Map<string, number>();
  return [...withoutFences(text).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, heading = '']) => {
    const anchor = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

const withoutFences = (text: string): string =>
  text.replace(/^ {0,3}(```|~~~)[\s\S]*?^ {0,3}\1/gm, '');

const withoutCode = (text: string): string => withoutFences(text).replace(/`[^`\n]*`/g, '');

it('links lead somewhere', () => {
  const pages = filePaths().filter((path) => path.endsWith('.md'));
  const broken = pages.flatMap((path) =>
    brokenLinks({ path, text: readText(path) }, { exists: has, read: readText }),
  );
  expect(broken).toEqual([]);
});

it.each([
  ['a missing file', '[a](gone.md)', 1],
  ['a missing picture', '![a](gone.svg "title")', 1],
  ['a missing heading', '[a](there.md#gone)', 1],
  ['a missing heading of its own', '# Here\n[a](#gone)', 1],
  ['a missing reference', '[a]: ../gone.md', 1],
  ['what lies outside of the repository', '[a](../../there.md)', 1],
  ['what is there', '# Here it is\n[a](there.md) [b](there.md#one-two) [c](#here-it-is)', 0],
  ['addresses', '[a](https://example.org/gone.md) [b](mailto:a@example.org)', 0],
  ['code', '`[a](gone.md)`\n\n```md\n[a](gone.md)\n```', 0],
])('judges %s', (_, text, expected) => {
  const shelf = { exists: (path: string) => path === 'docs/there.md', read: () => '# One, two!' };
  const own = { ...shelf, exists: (path: string) => path === 'docs/a.md' || shelf.exists(path) };
  expect(brokenLinks({ path: 'docs/a.md', text }, own)).toHaveLength(expected);
});
