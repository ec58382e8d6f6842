import type { Line, Lookback } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import type { FrameDraft } from './frameDraft';
import { fileLine, indentOf, PythonChain, reportRule, standardDialect, tracebackTitle } from './pythonChain';
import { exceptionSaid } from './pythonMessage';
import { pythonOrigin } from './pythonOrigin';

/** Python's own tracebacks: chains, exception groups, syntax errors. */
export const python: TraceFormat = {
  name: 'Python',
  language: 'python',
  triggers: ['Traceback (', 'File "'],
  start(line, before) {
    const { text } = line;
    // doctest writes the place of an example like a frame, below a horizontal rule.
    if (!tracebackTitle.test(text) && (!fileLine.test(text) || /^\*{20,}$/.test(before.above(1)?.text ?? ''))) return undefined;
    return new PythonReader(line, before.above(1), templateAbove(before));
  },
  origin: pythonOrigin,
  unfinished: (text) => /^[\s|]*File "[^"]*$|^[\s|]*File "[^"]*"(?:,? ?l?i?n?e?|, line \d*,?|, line \d+, (?:in? ?)?)$/.test(text),
  whole: (text) => /^.*, line \d+(?=,(?: (?:in? ?)?)?$)/.exec(text)?.[0],
};

const templateError = /^In template (.{1,2000}), error at line (\d{1,9})$/;
/** Django shows ten lines around the wrong one. */
const mostTemplateLines = 40;

/** The place in a template that Django's page shows above the traceback. */
function templateAbove(before: Lookback): { first: Line; frame: FrameDraft } | undefined {
  for (let n = 1; n <= mostTemplateLines; n++) {
    const first = before.above(n);
    const [raw, file = '', line] = templateError.exec(first?.text ?? '') ?? [];
    if (first && raw !== undefined) return { first, frame: { file, line: Number(line), raw } };
    if (!first || !/^(?: {3}|$)/.test(first.text)) return undefined;
  }
  return undefined;
}

/** AWS Lambda writes the exception above the traceback instead of below it: `[ERROR] KeyError: 'amount'`. */
function announcedBy(line: Line | undefined): { type: string; message: string } | undefined {
  return line?.level === 'ERROR' ? exceptionSaid(line.text.trimEnd()) : undefined;
}

/** A chain at one depth of an exception group's tree. */
interface Branch {
  /** Column of its margin; -1 outside of any group. */
  margin: number;
  chain: PythonChain;
  parent: TraceError | undefined;
}

class PythonReader implements TraceReader {
  readonly from: number;
  /** The innermost branch is the last. */
  private readonly branches: Branch[];
  private readonly prefixed: boolean;
  private readonly level: string;
  private readonly announced: { type: string; message: string } | undefined;
  private grouped = false;

  constructor(
    line: Line,
    above: Line | undefined,
    private readonly template: ReturnType<typeof templateAbove>,
  ) {
    const logged = line.prefixed || above?.prefixed === true;
    this.announced = announcedBy(above);
    this.branches = [
      { margin: -1, chain: new PythonChain(standardDialect, logged, reportRule.test(above?.text ?? '')), parent: undefined },
    ];
    this.from = (template?.first ?? line).start;
    this.prefixed = line.prefixed;
    this.level = line.level;
    this.offer(line);
  }

  offer(line: Line): OfferReply {
    if ((line.prefixed && !this.prefixed) || (line.level !== '' && line.level !== this.level)) {
      this.branches[0]?.chain.record();
      return /Traceback \(/.test(line.text) ? 'end' : 'other';
    }
    const { text } = line;
    const margin = /^(\s*)(\||\+)/.exec(text);
    if (this.grouped && margin) return this.readGroup(text, (margin[1] ?? '').length);
    const title = tracebackTitle.exec(text);
    if (title) {
      const lead = text.slice(0, title.index);
      const root = this.branches[0];
      this.closeBranches(-1);
      if (/^\s*\+ $/.test(lead)) {
        const verdict = root?.chain.title(0);
        if (verdict === 'taken' && root) {
          root.margin = lead.length - 2;
          this.grouped = true;
        }
        return verdict ?? 'end';
      }
      return root?.chain.title(lead.trim() === '' ? lead.length : 0) ?? 'end';
    }
    return this.branches[0]?.chain.offer(text) ?? 'end';
  }

  close(): TraceError[] {
    this.closeBranches(-1);
    const error = this.branches[0]?.chain.close();
    if (!error) return [];
    if (this.template) error.frames.prepend(this.template.frame);
    return [error.type === '' && this.announced ? { ...error, ...this.announced } : error];
  }

  /** A line with a margin: `| text` of the branch at its column, or `+---- 1 ----` that opens the next branch. */
  private readGroup(text: string, column: number): OfferReply {
    if (text[column] === '|') {
      this.closeBranches(column);
      const branch = this.branches[this.branches.length - 1];
      const body = text.slice(column + 1).replace(/^ /, '');
      if (!branch) return 'end';
      const title = tracebackTitle.exec(body);
      const verdict = title ? branch.chain.title(indentOf(body)) : branch.chain.offer(body);
      return verdict === 'end' ? 'other' : verdict === 'other' && body.trim() === '' ? 'taken' : verdict;
    }
    const rule = /^\+(-\+)?-{4,}(?: ?(?:(\d+|\.\.\.) ?| )-{4,})?$/.exec(text.slice(column).trimEnd());
    if (!rule) return 'other';
    const own = rule[1] === undefined ? column : column + 2;
    this.closeBranches(own - 1);
    const parent = this.branches[this.branches.length - 1]?.chain.last;
    if (rule[2] !== undefined && parent) this.branches.push({ margin: own, chain: new PythonChain(), parent });
    return 'taken';
  }

  /** Closes the branches with a margin further right. */
  private closeBranches(margin: number): void {
    while (this.branches.length > 1) {
      const branch = this.branches[this.branches.length - 1];
      if (!branch || branch.margin <= margin) return;
      this.branches.pop();
      const error = branch.chain.close();
      if (error) branch.parent?.children.push({ ...error, role: 'aggregated' });
    }
  }
}
