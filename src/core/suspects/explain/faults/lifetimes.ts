import { escapePattern } from '../../../escapePattern';
import { childrenOf, nodesIn, type Expr, type Fn, type Ir } from '../../../syntax/lower/ir';
import { within } from '../../../syntax/lower/places';
import { methodsOf } from './classes';
import { fault, type Around, type Fault } from './fault';
import { assignsOf, callName, isFn, isMore, isName, listsIn, receiverOf, some } from './shapes';
import { typeIn, valueType } from './types';

const PRIMITIVE = /^(?:int|long|long long|short|char|bool|float|double|unsigned(?: int| long)?|(?:std::)?size_t|u?int(?:8|16|32|64)_t)$/;
const LISTS = /^(?:const )?(?:std::)?(?:vector|string|deque)\b/;
const GROWS = /^(?:push_back|emplace_back|insert|emplace|erase|resize|clear|push_front|reserve|append|assign)$/;

/** The container that a value reaches into: `items` of `items[0]`, `items.front()`, `&items.at(i)`, `items.begin()`. */
function reachedInto(value: Expr): Expr | undefined {
  if (value.kind === 'same' && value.how === 'reference') return reachedInto(value.of);
  if (value.kind === 'index') return value.of;
  return value.kind === 'call' && /^(?:front|back|at|begin|end|data|find|c_str)$/.test(callName(value)) ? receiverOf(value) : undefined;
}

/** The text of a function before its name. */
const resultOf = (fn: Fn, { text }: Around['file']): string => text.slice(fn.start, Math.max(fn.start, text.indexOf(fn.name, fn.start)));

/** The first statement or expression behind an offset that names something; in source order. */
function nextUse(name: string, inside: readonly Ir[], from: number): { node: Ir; parent: Ir | undefined } | undefined {
  let found: { node: Ir; parent: Ir | undefined } | undefined;
  const pending: { node: Ir; parent: Ir | undefined }[] = inside.map((node) => ({ node, parent: undefined }));
  while (pending.length > 0) {
    const { node, parent } = pending.pop()!;
    if (node.end <= from) continue;
    if (isName(node, name) && node.start >= from && (!found || node.start < found.node.start)) found = { node, parent };
    for (const child of childrenOf(node)) pending.push({ node: child, parent: node });
  }
  return found;
}

/** Values of C++ that no longer exist, or do not yet. */
export const lifetimes: readonly Fault[] = [
  fault({
    id: 'erases-one',
    languages: ['cpp'],
    source: 'clang-tidy bugprone-inaccurate-erase',
    on: 'call',
    find(call, { text }) {
      const receiver = receiverOf(call);
      const given = call.args[0]?.value;
      if (
        callName(call) !== 'erase' ||
        !receiver ||
        call.args.length !== 1 ||
        !given ||
        !/^(?:remove|remove_if|unique)$/.test(callName(given)) ||
        (given.kind === 'call' && given.args.length < 2)
      )
        return undefined;
      return { at: call, by: callName(given), fix: [{ start: given.end, end: given.end, text: `, ${text(receiver)}.end()` }] };
    },
  }),
  fault({
    id: 'loops-until-eof',
    languages: ['cpp'],
    source: 'C++ FAQ "while (!eof)"; Sonar; CWE-252',
    on: 'loop',
    find(loop, { text }) {
      const { condition } = loop;
      const asked = condition?.kind === 'operate' && condition.operator === '!' ? condition.operands[0] : undefined;
      if (!condition || !asked || !/^f?eof$/.test(callName(asked))) return undefined;
      return { at: condition, by: text(receiverOf(asked) ?? asked) };
    },
  }),
  fault({
    id: 'erased-iterator',
    languages: ['cpp'],
    source: 'clang-analyzer cplusplus.InvalidatedIterator; clang-tidy; cppcheck invalidIterator, eraseDereference; PVS-Studio V789',
    on: 'loop',
    find(loop, { text, file }) {
      const begun =
        loop.init?.flatMap((each) =>
          each.kind === 'assign' ? [each] : each.kind === 'block' ? each.body.filter((inner) => inner.kind === 'assign') : [],
        ) ?? [];
      const start = begun.find(({ value }) => value && /^(?:begin|cbegin)$/.test(callName(value)));
      const list = start?.value && receiverOf(start.value);
      if (
        !start ||
        !list ||
        !isName(start.target) ||
        !loop.update?.some((each) => some([each], (node) => isName(node, (start.target as { name: string }).name)))
      )
        return undefined;
      const { name } = start.target;
      for (const each of listsIn(loop.body)) {
        const at = each.findIndex(
          (node) =>
            node.kind === 'do' &&
            callName(node.value) === 'erase' &&
            node.value.kind === 'call' &&
            isName(node.value.args[0]?.value, name) &&
            text(receiverOf(node.value)!) === text(list),
        );
        if (
          at < 0 ||
          each.slice(at + 1).some((node) => /^(?:return|throw)$/.test(node.kind) || (node.kind === 'jump' && /^break/.test(node.how)))
        )
          continue;
        return { at: each[at]!, by: name, other: text(list), also: { file, at: loop } };
      }
      return undefined;
    },
  }),
  fault({
    id: 'reference-into-grown',
    languages: ['cpp'],
    source: 'clang-analyzer; cppcheck invalidContainer; PVS-Studio V789; CppCoreGuidelines ES.65; CERT CTR51-CPP',
    on: 'assign',
    find(assign, around) {
      const { fn, text, file } = around;
      const { value, type, target } = assign;
      const list = value && reachedInto(value);
      if (!fn || !value || !list || !isName(target) || type === undefined || assign.declares === undefined) return undefined;
      const isView =
        /[&*]$/.test(type) ||
        /iterator/.test(type) ||
        (/^(?:const )?auto$/.test(type) && value.kind === 'call' && /^(?:begin|end|find)$/.test(callName(value)));
      // A pointer that the list itself holds is copied.
      const isPointer = /\*$/.test(type) && value.kind !== 'same' && !/^(?:data|c_str)$/.test(callName(value));
      if (!isView || isPointer || !LISTS.test(typeIn(list, around) ?? '')) return undefined;
      const scope = listsIn(fn.body).find((each) =>
        (each as readonly Ir[]).some(
          (node) => within(assign, node) && (node === assign || (node.kind === 'block' && (node.body as readonly Ir[]).includes(assign))),
        ),
      );
      const after = scope?.filter((node) => node.start > assign.start) ?? [];
      const grown = some(
        after,
        (node) => {
          const receiver = receiverOf(node);
          return receiver !== undefined && GROWS.test(callName(node)) && text(receiver) === text(list);
        },
        isFn,
      );
      if (!grown) return undefined;
      const used = some(after, (node) => isName(node, target.name) && node.start > grown.end);
      const renewed = assignsOf(target.name, fn.body).some(
        (each) => each.start > assign.start && each.start <= (used?.start ?? 0) && isName(each.target, target.name) && !/&$/.test(type),
      );
      return used && !renewed ? { at: used, by: target.name, other: text(list), also: { file, at: grown } } : undefined;
    },
  }),
  fault({
    id: 'returns-local',
    languages: ['cpp'],
    source:
      '-Wreturn-local-addr, -Wdangling; clang-tidy bugprone-dangling-handle; cppcheck returnReference, returnDanglingLifetime; CppCoreGuidelines F.43; PVS-Studio V558',
    on: 'return',
    find(node, around) {
      const { fn, file } = around;
      const owner = around.path.findLast(isFn);
      if (!node.value || !fn || owner !== fn || fn.name === '') return undefined;
      const head = resultOf(fn, file);
      const isView = /string_view|\bspan\b/.test(head);
      const isText = /\bconst\s+char\s*\*/.test(head);
      const value = isText && /^(?:c_str|data)$/.test(callName(node.value)) ? receiverOf(node.value) : node.value;
      if (!isName(value) || !(isView || isText || /&\s*(?:\w+::)*$/.test(head))) return undefined;
      const declared = assignsOf(value.name, fn.body).find(({ declares }) => declares !== undefined);
      const type = declared?.type ?? '';
      if (!declared || /[&*]$|_view|span|_ptr|reference_wrapper|auto/.test(type) || (isText && value === node.value && !/\[\]$/.test(type)))
        return undefined;
      if (
        /\bstatic\b|\bthread_local\b/.test(
          file.text.slice(Math.max(0, declared.start - type.length - 30), declared.start).replace(/^[^]*[;{}]/, ''),
        )
      )
        return undefined;
      if (isView && !/string|vector|array|\[\]$/.test(type)) return undefined;
      return { at: node, by: value.name, also: { file, at: declared } };
    },
  }),
  fault({
    id: 'used-before-set',
    languages: ['cpp'],
    source:
      '-Wuninitialized, -Wmaybe-uninitialized; clang-analyzer core.uninitialized; cppcheck uninitvar; CppCoreGuidelines ES.20; PVS-Studio V614',
    on: 'assign',
    find(assign, { fn, text, file }) {
      const { target, type = '' } = assign;
      if (!fn || assign.declares !== '' || assign.value || !isName(target) || !PRIMITIVE.test(type.replace(/^unsigned$/, 'unsigned int')))
        return undefined;
      if (/\b(?:static|extern)\b/.test(text({ start: Math.max(fn.start, assign.start - type.length - 12), end: assign.start })))
        return undefined;
      if (!/^\s*[;,]/.test(file.text.slice(assign.end, assign.end + 10))) return undefined;
      const use = nextUse(target.name, fn.body, assign.end);
      const parent = use?.parent;
      if (!use || !parent || some(fn.body, (node) => node.kind === 'fn' && node.start < use.node.end && node.end >= use.node.end))
        return undefined;
      const isAdded = parent.kind === 'assign' && parent.target === use.node && parent.operator !== '=';
      const isRead = (parent.kind === 'operate' && !/^(?:>>|&|<<)$/.test(parent.operator)) || parent.kind === 'return';
      return isAdded || isRead
        ? { at: parent, by: target.name, also: { file, at: assign }, fix: [{ start: assign.end, end: assign.end, text: ' = 0' }] }
        : undefined;
    },
  }),
  fault({
    id: 'field-not-set',
    languages: ['cpp'],
    source: 'clang-tidy cppcoreguidelines-pro-type-member-init; cppcheck uninitMemberVar; PVS-Studio V730; CppCoreGuidelines C.41',
    on: 'class',
    find(node, { file, text, files }) {
      const constructors = [
        ...methodsOf(node)
          .filter(({ name }) => name === node.name)
          .map((fn) => ({ file, fn })),
        ...files.flatMap((each) =>
          each.code
            .filter(isFn)
            .filter(({ name }) => name === `${node.name}::${node.name}`)
            .map((fn) => ({ file: each, fn })),
        ),
      ];
      if (constructors.length === 0) return undefined;
      for (const member of node.members) {
        if (member.kind !== 'assign' || member.value || !isName(member.target) || !PRIMITIVE.test(member.type ?? '')) continue;
        const { name } = member.target;
        const lacks = constructors.filter(({ file: own, fn }) => {
          const written = own.text.slice(fn.start, fn.end);
          return (
            !new RegExp(`\\b${escapePattern(name)}\\b`).test(written) &&
            !new RegExp(`\\)\\s*:\\s*${escapePattern(node.name)}\\s*[({]`).test(written) &&
            !/\bmemset\b|=\s*delete/.test(written)
          );
        });
        const [lacking] = lacks;
        if (
          !lacking ||
          lacks.length < constructors.length ||
          /\bstatic\b/.test(file.text.slice(Math.max(node.start, member.start - 40), member.start).replace(/^[^]*[;{}:]/, '')) ||
          new RegExp(`\\b${escapePattern(name)}\\s*[{=]`).test(text({ start: member.start, end: Math.min(node.end, member.end + 4) }))
        )
          continue;
        const owners = files.flatMap((each) => [...nodesIn(each.code)].filter(isFn).filter((fn) => fn.name.startsWith(`${node.name}::`)));
        const isSetLater = some(
          [...methodsOf(node), ...owners],
          (each) =>
            each.kind === 'assign' &&
            each.operator === '=' &&
            (isName(each.target, name) || (each.target.kind === 'member' && each.target.name === name)),
        );
        if (isSetLater) continue;
        const used =
          some([...methodsOf(node), ...owners], (each) => each.kind === 'assign' && each.operator !== '=' && isName(each.target, name)) ??
          some(
            [...methodsOf(node), ...owners],
            (each) =>
              (each.kind === 'operate' && each.operands.some((side) => isName(side, name))) ||
              (each.kind === 'return' && isName(each.value, name)),
          );
        if (used)
          return {
            at: member,
            by: name,
            other: node.name,
            also: { file: lacking.file, at: lacking.fn },
            fix: [{ start: member.end, end: member.end, text: ' = 0' }],
          };
      }
      return undefined;
    },
  }),
  fault({
    id: 'used-after-move',
    languages: ['cpp'],
    source: 'clang-tidy bugprone-use-after-move; PVS-Studio V1030; CppCoreGuidelines ES.56; cppcheck accessMoved',
    on: 'call',
    find(call, { fn, file, text, path }) {
      const given = call.args[0]?.value;
      if (!fn || !/^(?:std::)?move$/.test(text(call.callee)) || call.args.length !== 1 || !isName(given)) return undefined;
      if (path.some((node) => node.kind === 'return') || path.findLast(isFn) !== fn) return undefined;
      const list = listsIn(fn.body).findLast((each) =>
        each.some((node) => within(call, node) && !/^(?:branch|loop|switch|try|block)$/.test(node.kind)),
      );
      const at = list?.findIndex((node) => within(call, node)) ?? -1;
      if (!list || at < 0) return undefined;
      const own = list[at]!;
      if (own.kind === 'assign' && isName(own.target, given.name)) return undefined;
      for (const node of list.slice(at + 1)) {
        const use = nextUse(given.name, [node], node.start);
        if (!use) continue;
        const isSet =
          (use.parent?.kind === 'assign' && use.parent.target === use.node) ||
          (use.parent?.kind === 'member' &&
            some([node], (each) => receiverOf(each) === use.node && /^(?:clear|assign|reset|resize|swap)$/.test(callName(each)))) ||
          (use.parent?.kind === 'operate' && use.parent.operator === '>>') ||
          use.parent?.kind === 'call';
        return isSet || some([node], (each) => each.kind === 'assign' && each.declares !== undefined && isName(each.target, given.name))
          ? undefined
          : { at: use.node, by: given.name, also: { file, at: call } };
      }
      return undefined;
    },
  }),
  fault({
    id: 'asks-by-inserting',
    languages: ['cpp'],
    source: 'C++ reference, map::operator[]; clang-tidy; CppCoreGuidelines; Effective STL 24',
    on: 'index',
    find(node, around) {
      const { parent, text } = around;
      const isMap = /^(?:const )?(?:std::)?(?:unordered_)?map\b/.test(valueType(typeIn(node.of, around)));
      const isAsked =
        (parent?.kind === 'operate' && /^[!=<>]=?$|^!$/.test(parent.operator)) || (parent?.kind === 'branch' && parent.condition === node);
      if (!isMap || !isAsked || !node.keys[0]) return undefined;
      return { at: node, by: text(node.of), other: text(node.keys[0]) };
    },
    // The same with an entry of 0 more, also in a text.
    fits: (wanted, got) => isMore(wanted, got) || (got.length > wanted.length && /\b0\b/.test(got) && !/\b0\b/.test(wanted)),
  }),
];
