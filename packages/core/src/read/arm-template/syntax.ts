/** A parsed expression. `text` is how it is written, for marks and messages. */
export type Node =
  | { readonly kind: 'literal'; readonly value: string | number; readonly text: string }
  | {
      readonly kind: 'call';
      /** As written; user functions have their namespace and a dot before. */
      readonly name: string;
      readonly args: readonly Node[];
      readonly text: string;
    }
  | {
      readonly kind: 'member';
      readonly of: Node;
      readonly key: Node;
      /** `.?` and `[?]`: nothing there is null and no failure. */
      readonly isSafe: boolean;
      readonly text: string;
    };

/** An expression, or why it is none. */
export type Syntax =
  | { readonly ok: true; readonly value: Node }
  | { readonly ok: false; readonly reason: string };

/** A call of a function. */
export type CallNode = Extract<Node, { readonly kind: 'call' }>;
