import type { Stmt } from '../../syntax/lower/ir';
import type { Core, Frame } from '../running/machine';

/** `for … else` of Python: what is indented further behind the loop runs only after a loop without a break. */
export class Skipped {
  private from = Number.POSITIVE_INFINITY;

  constructor(
    private readonly it: Core,
    private readonly frame: Frame,
  ) {}

  has(node: Stmt): boolean {
    if (columnOf(this.frame, node) > this.from) return true;
    this.from = Number.POSITIVE_INFINITY;
    return false;
  }

  /** A statement has run. */
  behind(node: Stmt): void {
    const { it, frame } = this;
    if (it.family === 'python' && node.kind === 'loop' && it.broke && frame.file.text.startsWith('else', node.end))
      this.from = columnOf(frame, node);
  }
}

function columnOf({ file }: Frame, { start }: Stmt): number {
  return start - file.text.lastIndexOf('\n', start - 1);
}
