import type { Happening, History } from '../history/history';
import type { Expr, Stmt } from '../../syntax/lower/ir';
import type { LetNode } from './code/nodes';
import type { CellBox } from './values';

/** What a `RefCell` is borrowed by until it ends. */
interface Guard {
  readonly cell: CellBox;
  readonly isMut: boolean;
  readonly by: Happening | undefined;
  /** The local name that has it. */
  name?: string;
}

/** The borrows of `RefCell`s that have not ended: with their statement, or with the block of the name that has them. */
export class Borrows {
  private open: Guard[] = [];

  constructor(private readonly history: History | undefined) {}

  get count(): number {
    return this.open.length;
  }

  /** @returns what it is borrowed by that rules this out, as Rust says it */
  begin(cell: CellBox, isMut: boolean): string | undefined {
    const other = this.open.findLast((each) => each.cell === cell && (isMut || each.isMut));
    if (other) {
      if (other.by) this.history?.isBlockedBy(other.by);
      return other.isMut && !isMut ? 'RefCell already mutably borrowed' : 'RefCell already borrowed';
    }
    this.open.push({ cell, isMut, by: this.history?.current });
    return undefined;
  }

  /** Ends all but the first ones. */
  end(first: number): void {
    this.open.length = Math.min(this.open.length, first);
  }

  /** Ends those of a statement, but for that which it gives a name. */
  endStatement(node: Stmt, first: number): void {
    const last = this.open.length > first ? this.open.at(-1)! : undefined;
    const name = nameOf(node);
    this.end(first);
    if (last && name !== undefined) this.open.push({ ...last, name });
  }

  /** `drop(name)`. */
  drop(name: string): void {
    const at = this.open.findLastIndex((each) => each.name === name);
    if (at >= 0) this.open.splice(at, 1);
  }
}

/** The name that a statement gives a borrow: `let name = cell.borrow();`. */
function nameOf(node: Stmt): string | undefined {
  if (node.kind !== 'assign' || node.declares === undefined) return undefined;
  const { value, pat } = node as LetNode;
  const borrows = value?.kind === 'call' && value.callee.kind === 'member' && /^borrow(?:_mut)?$/.test(value.callee.name);
  return borrows && pat?.kind === 'bind' ? pat.name : undefined;
}

/** Whether a condition is one of `if let` and `while let`, whose borrows live as long as what it decides. */
export function isLet(condition: Expr | undefined): boolean {
  return condition?.kind === 'assign';
}
