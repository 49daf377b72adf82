import type { Block, Figure, Page } from './page.ts';

/** Every drawing of a page, for printers that point at files beside it: `<name>.svg` each. */
export const figuresOf = (page: Page): readonly Figure[] => page.blocks.flatMap(inBlock);

function inBlock(block: Block): readonly Figure[] {
  switch (block.kind) {
    case 'figure':
      return [block, ...block.instead.flatMap(inBlock)];
    case 'section':
    case 'callout':
    case 'details':
      return block.blocks.flatMap(inBlock);
    case 'steps':
      return block.steps.flatMap((step) => step.blocks.flatMap(inBlock));
    case 'findings':
      return [...block.items, ...(block.more ?? [])].flatMap((item) =>
        item.blocks.flatMap(inBlock),
      );
    case 'prose':
    case 'list':
    case 'table':
    case 'ledger':
    case 'code':
    case 'keyValues':
      return [];
  }
}
