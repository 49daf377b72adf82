import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { questions } from './checklist/questions.ts';
import { findRule, rules } from './rules.ts';

const folder = join(import.meta.dirname, 'rules');

/** Files of rules, tests left out, as paths below `rules/`. */
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => path.replaceAll('\\', '/'));

describe('the list of rules', () => {
  it('has every file under rules/, each with its cases beside it', () => {
    expect(files.length).toBe(rules.length);
    const untested = files.filter((path) => {
      const test = readFileSync(join(folder, path.replace(/\.ts$/, '.test.ts')), 'utf8');
      return !/^proveRule\(/m.test(test);
    });
    expect(untested).toEqual([]);
  });

  it('is in the order of topics and numbers, each code once', () => {
    const codes = rules.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    const topics = [...new Set(codes.map((code) => code.slice(0, -4)))];
    const sorted = topics.flatMap((topic) =>
      codes.filter((code) => code.slice(0, -4) === topic).toSorted(),
    );
    expect(codes).toEqual(sorted);
  });

  it('spells codes alike', () => {
    expect(rules.filter(({ code }) => !/^AKS-[A-Z]+-\d{3}$/.test(code))).toEqual([]);
  });

  it('names its sources', () => {
    expect(rules.filter(({ cite }) => cite.length === 0).map(({ code }) => code)).toEqual([]);
  });

  it('is explained by rules that exist, and not in a circle', () => {
    const causes = new Map(rules.map(({ code, causedBy }) => [code, causedBy ?? []]));
    const reach = (code: string, seen: readonly string[]): readonly string[] =>
      (causes.get(rules.find((rule) => rule.code === code)?.code ?? 'AKS--') ?? []).flatMap(
        (cause) => (seen.includes(cause) ? [cause] : [cause, ...reach(cause, [...seen, cause])]),
      );
    for (const { code, causedBy = [] } of rules) {
      expect(causedBy.filter((cause) => !causes.has(cause))).toEqual([]);
      expect(reach(code, [])).not.toContain(code);
    }
  });

  it('has titles without a full stop and pages in sentences', () => {
    for (const { title, page } of rules) {
      expect(title).not.toMatch(/\.$/);
      const texts = [page.what, page.why, page.judged, page.undetermined, page.fix];
      for (const text of [...texts, page.example.given]) expect(text).toMatch(/^[A-Z0-9`].*\.$/s);
    }
  });

  it('is asked by the checklist where it has a part in it', () => {
    const asked = new Set(questions.flatMap((question) => question.rules));
    expect([...asked].filter((code) => findRule(code) === undefined)).toEqual([]);
  });
});

describe('findRule', () => {
  it('forgives letters and space', () => {
    expect(findRule(' aks-ip-001 ')?.code).toBe('AKS-IP-001');
  });

  it.each(['AKS-IP-999', '', '__proto__', 'constructor'])('does not know %j', (code) => {
    expect(findRule(code)).toBeUndefined();
  });
});
