import type { Page } from './page.ts';
import { printHtml } from './print/html.ts';
import { printMarkdown } from './print/markdown.ts';
import { printText, type TextOptions } from './print/text.ts';

/** A way to print pages. */
export interface PageFormat {
  readonly id: string;
  readonly title: string;
  readonly print: (page: Page, options: TextOptions) => string;
}

/** Every way to print a page. */
export const pageFormats: readonly PageFormat[] = [
  { id: 'text', title: 'text for a terminal', print: printText },
  { id: 'markdown', title: 'Markdown', print: (page) => printMarkdown(page) },
  { id: 'html', title: 'one HTML file', print: printHtml },
];

/** The format with the id; undefined for any other text, `__proto__` included. */
export const pageFormat = (id: string): PageFormat | undefined =>
  pageFormats.find((format) => format.id === id);
