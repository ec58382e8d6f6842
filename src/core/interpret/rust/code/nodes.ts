import type { Assign, Expr, Fn, Span, Stmt } from '../../../syntax/lower/ir';

// Rust's code as the nodes that all languages have, with what only Rust has beside.

/** A type as it is written: its last name and what stands in `<…>`; `()`, `[]`, `fn`, `dyn`, `impl` and `_` for types without a name. */
export interface Ty {
  readonly name: string;
  readonly path: readonly string[];
  readonly args: readonly Ty[];
  readonly ref?: '&' | '&mut';
  /** The result of a function, the number of elements of an array. */
  readonly result?: Ty;
  readonly length?: Expr;
}

export interface Segment {
  readonly name: string;
  readonly args: readonly Ty[];
}

export type Lit =
  | { readonly of: 'int'; readonly value: bigint; readonly suffix: string }
  | { readonly of: 'float'; readonly value: number; readonly suffix: string }
  | { readonly of: 'text' | 'char' | 'byte' | 'bytes'; readonly value: string }
  | { readonly of: 'bool'; readonly value: boolean };

export type Pat = Span &
  (
    | { readonly kind: '_' | 'rest' }
    | { readonly kind: 'bind'; readonly name: string; readonly ref: boolean; readonly isMut: boolean; readonly sub?: Pat }
    | { readonly kind: 'value'; readonly value: Expr }
    | { readonly kind: 'range'; readonly from?: Expr; readonly to?: Expr; readonly closed: boolean }
    | { readonly kind: 'path'; readonly segments: readonly Segment[] }
    | { readonly kind: 'tuple' | 'slice'; readonly items: readonly Pat[] }
    | { readonly kind: 'variant'; readonly segments: readonly Segment[]; readonly items: readonly Pat[] }
    | { readonly kind: 'struct'; readonly segments: readonly Segment[]; readonly fields: readonly (readonly [string, Pat])[] }
    | { readonly kind: 'ref'; readonly of: Pat }
    | { readonly kind: 'or'; readonly options: readonly Pat[] }
  );

type Of<Kind extends string> = Extract<Expr, { readonly kind: Kind }>;
type StmtOf<Kind extends string> = Extract<Stmt, { readonly kind: Kind }>;

export type LiteralNode = Of<'literal'> & { readonly lit: Lit };
export type PathNode = Of<'name'> & { readonly segments: readonly Segment[]; readonly self?: Ty };
export type CallNode = Of<'call'> & { readonly types: readonly Ty[]; readonly at: number };
export type RangeNode = Of<'operate'> & { readonly from?: Expr; readonly to?: Expr };
export type OperateNode = Of<'operate'> & { readonly at: number };
export type ListNode = Of<'list'> & { readonly isVec?: true; readonly isRepeated?: true };
export type StructNode = Of<'same'> & { readonly segments: readonly Segment[] };
export type CastNode = Of<'same'> & { readonly ty: Ty };
export type ReferenceNode = Of<'same'> & { readonly isMut: boolean };
export type MacroNode = Of<'opaque'> & {
  readonly macro: string;
  readonly args: readonly { readonly name?: string; readonly value: Expr }[];
  readonly pat?: Pat;
  readonly guard?: Expr;
};
export type LetNode = Assign & { readonly pat?: Pat; readonly ty?: Ty; readonly otherwise?: readonly Stmt[]; readonly isCondition?: true };
export type LoopNode = StmtOf<'loop'> & { readonly label?: string; readonly pat?: Pat };
export type BlockNode = StmtOf<'block'> & { readonly label?: string; readonly items: readonly Item[] };
export type JumpNode = StmtOf<'jump'> & { readonly label?: string; readonly value?: Expr };
export type SwitchNode = StmtOf<'switch'> & {
  readonly arms: readonly { readonly pat: Pat; readonly guard?: Expr; readonly body: readonly Stmt[] }[];
};
/** A statement that a `;` follows has no value. */
export type Ended<S = Stmt> = S & { readonly isEnded?: boolean };

export type FnNode = Fn & {
  readonly pats: readonly { readonly pat: Pat; readonly ty?: Ty }[];
  readonly ty?: Ty;
  readonly isMove?: true;
  readonly items: readonly Item[];
};

/** Names of types that stand for others, with what they have to be. */
export type Generics = ReadonlyMap<string, readonly Ty[]>;

interface ItemBase extends Span {
  readonly name: string;
  readonly attributes: readonly string[];
}

export interface Field {
  readonly name: string;
  readonly ty: Ty;
  readonly attributes: readonly string[];
}

export interface FnItem extends ItemBase {
  readonly kind: 'fn';
  readonly generics: Generics;
  /** How it takes its object; none for a function without one. */
  readonly self?: 'own' | '&' | '&mut';
  readonly params: readonly { readonly pat: Pat; readonly ty: Ty }[];
  readonly result: Ty | undefined;
  readonly hasBody: boolean;
  /** Its code, read when it is first needed. @throws {Unknown} */
  readonly node: FnNode;
}

export interface VariantItem {
  readonly name: string;
  readonly shape: 'unit' | 'tuple' | 'struct';
  readonly fields: readonly Field[];
  readonly value?: Expr;
  readonly attributes: readonly string[];
}

export interface TypeItem extends ItemBase {
  readonly kind: 'struct' | 'enum';
  readonly generics: Generics;
  readonly variants: readonly VariantItem[];
}

export interface ImplItem extends ItemBase {
  readonly kind: 'impl' | 'trait';
  readonly generics: Generics;
  readonly trait?: Ty;
  readonly of?: Ty;
  readonly items: readonly Item[];
}

export interface ConstItem extends ItemBase {
  readonly kind: 'const';
  readonly ty: Ty;
  readonly value?: Expr;
}

export interface AliasItem extends ItemBase {
  readonly kind: 'type';
  readonly generics: Generics;
  readonly ty?: Ty;
}

/** A name that another module has: its path, and the name here; `*` for all. */
export interface UseItem extends ItemBase {
  readonly kind: 'use';
  readonly path: readonly string[];
}

export interface ModItem extends ItemBase {
  readonly kind: 'mod';
  /** None of one in another file. */
  readonly items?: readonly Item[];
}

export type Item = FnItem | TypeItem | ImplItem | ConstItem | AliasItem | UseItem | ModItem;
