/** An expression of Terraform's language. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** Texts and expressions, one after the other. */
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly key: Expression }
  /** `of[*]` with what is asked of each item: `each` says it of the item. */
  | { readonly kind: 'splat'; readonly of: Expression; readonly each: Expression }
  /** The item inside of a splat. */
  | { readonly kind: 'item' }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      /** The last argument is a list of arguments. */
      readonly isSpread: boolean;
    }
  | { readonly kind: 'unary'; readonly operator: string; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'choice';
      readonly when: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | ForExpression;

/** `[for k, v in list : yields if when]`, or with braces `{… : key => yields}`. */
export interface ForExpression {
  readonly kind: 'for';
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly over: Expression;
  readonly key: Expression | undefined;
  readonly yields: Expression;
  readonly when: Expression | undefined;
  /** Several values under one key become a list. */
  readonly isGrouped: boolean;
}
