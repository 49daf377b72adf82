import { commentText, hclString } from '../escape.ts';

/*
 * HCL as text, in the layout of `terraform fmt`: the signs of equality of neighbouring lines stand below
 * each other, values of several lines stand alone.
 */

/** An expression, ready to be printed: its lines without indentation. */
export interface Expression {
  readonly lines: readonly string[];
}

/** What stands between the braces of a block. */
export interface HclBody {
  readonly attributes: readonly { readonly name: string; readonly value: Expression }[];
  readonly blocks: readonly HclBlock[];
  /** Attributes that people look for at the end. */
  readonly last?: HclBody['attributes'];
}

/** A block with its labels. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: HclBody;
  /** Lines above the block. */
  readonly comments?: readonly string[];
}

/** An expression of one line. */
export const one = (text: string): Expression => ({ lines: [text] });

/** A text, quoted. */
export const quoted = (text: string): Expression => one(hclString(text));

/** Longest list that stays on one line. */
const widest = 80;

/** A list: on one line where it is short. */
export function list(items: readonly Expression[]): Expression {
  const line = `[${items.map(({ lines }) => lines.join(' ')).join(', ')}]`;
  const isShort = line.length <= widest && items.every(({ lines }) => lines.length === 1);
  if (isShort) return one(line);
  return { lines: ['[', ...items.flatMap(item).map(indent), ']'] };
}

const item = ({ lines }: Expression): readonly string[] =>
  lines.map((line, i) => (i === lines.length - 1 ? `${line},` : line));

/** An object or a map; keys are quoted unless they are plain words. */
export function object(entries: readonly (readonly [string, Expression])[]): Expression {
  if (entries.length === 0) return one('{}');
  const attributes = entries.map(([key, value]) => ({
    name: /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : hclString(key),
    value,
  }));
  return { lines: ['{', ...assignments(attributes).map(indent), '}'] };
}

/** A block with all that is in it. */
export const block = (given: HclBlock): readonly string[] => [
  ...(given.comments ?? []).map((text) => `# ${commentText(text)}`),
  ...inBraces([given.type, ...given.labels.map(hclString)].join(' '), given.body),
];

/** Blocks one after the other, as the text of a file. */
export const file = (header: readonly string[], blocks: readonly HclBlock[]): string =>
  `${[header.map((text) => `# ${commentText(text)}`), ...blocks.map((given) => block(given))]
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;

function inBraces(head: string, body: HclBody): readonly string[] {
  const parts = [
    ...(body.attributes.length === 0 ? [] : [assignments(body.attributes)]),
    ...body.blocks.map((inner) => block(inner)),
    ...(body.last === undefined || body.last.length === 0 ? [] : [assignments(body.last)]),
  ];
  if (parts.length === 0) return [`${head} {}`];
  const inner = parts.flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
  return [`${head} {`, ...inner.map(indent), '}'];
}

/** `name = value` lines; a run of values of one line each shares one column. */
function assignments(attributes: HclBody['attributes']): readonly string[] {
  const lines: string[] = [];
  let run: HclBody['attributes'][number][] = [];
  const close = (): void => {
    const width = Math.max(...run.map(({ name }) => name.length));
    for (const { name, value } of run) lines.push(`${name.padEnd(width)} = ${value.lines[0]}`);
    run = [];
  };
  for (const attribute of attributes) {
    if (attribute.value.lines.length === 1) {
      run.push(attribute);
      continue;
    }
    close();
    const [first = '', ...rest] = attribute.value.lines;
    lines.push(`${attribute.name} = ${first}`, ...rest);
  }
  close();
  return lines;
}

const indent = (line: string): string => (line === '' ? '' : `  ${line}`);
