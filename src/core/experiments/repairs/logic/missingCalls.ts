import type { Ir } from '../../../syntax/lower/ir';
import { replaced } from '../../../suspects/explain/faults/edits';
import type { Around } from '../../../suspects/explain/faults/fault';
import { isLiteral } from '../../../suspects/explain/faults/shapes';
import { isShort, mayBe, type Change, type LogicTemplate } from './logicTemplate';

/** A call around or behind a value that people forget, by what it does, in each language. */
type Does = 'trim' | 'lower' | 'round' | 'abs' | 'sort' | 'reverse';
const METHODS: Readonly<Record<string, Partial<Record<Does, string>>>> = {
  javascript: {
    trim: '$.trim()',
    lower: '$.toLowerCase()',
    round: 'Math.round($)',
    abs: 'Math.abs($)',
    sort: '[...$].sort()',
    reverse: '[...$].reverse()',
  },
  python: {
    trim: '$.strip()',
    lower: '$.lower()',
    round: 'round($)',
    abs: 'abs($)',
    sort: 'sorted($)',
    reverse: '$[::-1]',
  },
  ruby: { trim: '$.strip', lower: '$.downcase', round: '$.round', abs: '$.abs', sort: '$.sort', reverse: '$.reverse' },
  php: { trim: 'trim($)', lower: 'strtolower($)', round: 'round($)', abs: 'abs($)', reverse: 'array_reverse($)' },
  java: { trim: '$.trim()', lower: '$.toLowerCase()', round: 'Math.round($)', abs: 'Math.abs($)' },
  csharp: { trim: '$.Trim()', lower: '$.ToLower()', round: 'System.Math.Round($)', abs: 'System.Math.Abs($)' },
  kotlin: { trim: '$.trim()', lower: '$.lowercase()', abs: 'kotlin.math.abs($)', sort: '$.sorted()', reverse: '$.reversed()' },
  go: { trim: 'strings.TrimSpace($)', lower: 'strings.ToLower($)', round: 'math.Round($)', abs: 'math.Abs($)' },
  rust: { trim: '$.trim()', lower: '$.to_lowercase()', round: '$.round()', abs: '$.abs()' },
  cpp: { round: 'std::round($)', abs: 'std::abs($)' },
};

const formsOf = (language: string): Partial<Record<Does, string>> =>
  METHODS[language] ?? (/^(?:typescript|tsx)$/.test(language) ? METHODS['javascript']! : {});

/** What may be missing around a value: what is said of it, and by which results it shows. */
const LACKS: Readonly<Record<Does, readonly [says: Change['says'], share: number, results: LogicTemplate['results']]>> = {
  trim: ['blanks-stay', 0.5, { blanks: 15, nothing: 2, missing: 2 }],
  lower: ['case-differs', 1, { case: 15, nothing: 2, missing: 2, extra: 2 }],
  round: ['not-rounded', 0.3, { fraction: 15, byOne: 3 }],
  abs: ['sign-stays', 0.2, { sign: 15, number: 2 }],
  sort: ['not-sorted', 0.2, { reordered: 15 }],
  reverse: ['sorts-in-reverse', 0.2, { reordered: 10 }],
};

const WAITS = /^(?:javascript|typescript|tsx|python|csharp)$/;

/** A promise that is used, or left, as it is. */
const awaited: LogicTemplate = {
  name: 'awaited',
  share: 2,
  fits: { notCallable: 1.5, assertion: 1.2 },
  at(node, around) {
    const { fn, parent, file, text } = around;
    if (node.kind !== 'call' || node.makes || !WAITS.test(file.language) || !fn?.words.includes('async')) return [];
    if (parent?.kind === 'same' && parent.how === 'await') return [];
    const isRead = (parent?.kind === 'member' || parent?.kind === 'index') && parent.of === node;
    const by = `await ${text(node)}`;
    return [{ at: node, of: node, says: 'not-awaited', fix: replaced(node, isRead ? `(${by})` : by) }];
  },
};

/** A value that is used as it is, where a call has to bring it into form. */
export const missingCallTemplates: readonly LogicTemplate[] = [
  awaited,
  ...(Object.keys(LACKS) as Does[]).map((what): LogicTemplate => {
    const [says, share, results] = LACKS[what];
    return {
      ...{ name: what === 'lower' ? 'letters-of-one-case' : `${what}-missing`, ofResult: true as const, share, results },
      at(node, around) {
        if (!/^(?:name|member|call|index|operate)$/.test(node.kind) || !isPassedOn(node, around) || !isShort(around.text(node))) return [];
        if ((node.kind === 'operate') !== /^(?:round|abs)$/.test(what) && node.kind === 'operate') return [];
        if (/^(?:trim|lower)$/.test(what) && !mayBe('text', node, around)) return [];
        if (/^(?:round|abs)$/.test(what) && !mayBe('number', node, around)) return [];
        const form = formsOf(around.file.language)[what];
        if (form === undefined || (/^(?:strings|math)\./.test(form) && !around.file.text.includes(`"${form.slice(0, form.indexOf('.'))}"`)))
          return [];
        const text = node.kind === 'operate' && form.startsWith('$') ? `(${around.text(node)})` : around.text(node);
        return [
          {
            at: node,
            says,
            fix: replaced(
              node,
              form.replace('$', () => text),
            ),
          },
        ];
      },
    };
  }),
];

function isPassedOn(node: Ir, { parent }: Around): boolean {
  switch (parent?.kind) {
    case 'call':
      return parent.callee !== node && parent.args.length <= 2;
    case 'assign':
      return parent.value === node && parent.operator === '=';
    case 'return':
      return true;
    case 'index':
      return parent.of !== node && !isLiteral(node);
    case 'operate':
      return (
        /^[!=]==?$/.test(parent.operator) &&
        !parent.operands.some((each) => isLiteral(each, 'number', 'truth', 'nothing') || isTypeOf(each))
      );
    case 'map':
      return parent.entries.some(({ value }) => value === node);
    default:
      return false;
  }
}

/** `typeof x`, which is compared with names of types. */
function isTypeOf(node: Ir): boolean {
  return node.kind === 'operate' && node.operator === 'typeof';
}
