import { escapePattern } from '../../../escapePattern';
import { nodesIn, type Expr, type Fn, type Span, type Stmt } from '../../../syntax/lower/ir';
import { classesBelow, classesIn, fieldsOf, headOf, methodNamed, methodsOf, type ClassDeclared } from './classes';
import { inserted, replaced } from './edits';
import { fault, type Around, type Fault, type Hit } from './fault';
import { assignsOf, callName, isFn, isLiteral, isMore, isName, makesCollection, reads, receiverOf, some } from './shapes';
import type { SyntaxFile } from '../../../syntax/syntax';
import { bare, elementType, isFractionalType, isWholeType, typeIn } from './types';

/** A call of a method of the object itself: `label()`, `this.label()`. */
function ownCall(node: Expr): string | undefined {
  if (node.kind !== 'call' || node.makes) return undefined;
  if (node.callee.kind === 'name') return /^\w+$/.test(node.callee.name) ? node.callee.name : undefined;
  return isName(receiverOf(node), 'this') ? callName(node) : undefined;
}

/** The first reading of one of some fields in a method, by its name or through `this`. */
function readOf(fields: readonly string[], fn: Fn): { name: string; at: Expr } | undefined {
  const hidden = new Set([
    ...fn.params.map(({ name }) => name),
    ...fields.filter((name) => assignsOf(name, fn.body).some(({ declares }) => declares !== undefined)),
  ]);
  for (const node of nodesIn(fn.body)) {
    if (node.kind === 'name' && fields.includes(node.name) && !hidden.has(node.name)) return { name: node.name, at: node };
    if (node.kind === 'member' && isName(node.of, 'this') && fields.includes(node.name)) return { name: node.name, at: node };
  }
  return undefined;
}

/** The first field that a method reads, or one that it calls on its own object. */
function readThrough(fields: readonly string[], fn: Fn, cls: ClassStmt, known: ReadonlySet<Fn> = new Set()): ReturnType<typeof readOf> {
  const own = readOf(fields, fn);
  if (own || known.has(fn)) return own;
  for (const node of nodesIn(fn.body)) {
    const name = node.kind === 'call' ? ownCall(node) : undefined;
    const called = name === undefined ? undefined : methodsOf(cls).find((each) => each.name === name);
    const read = called && readThrough(fields, called, cls, new Set([...known, fn]));
    if (read) return read;
  }
  return undefined;
}

/** The fields of a class that have no value yet while the constructor of its base runs. */
function setLate({ node, file }: ClassDeclared): string[] {
  const inConstructor = methodsOf(node).filter(({ name }) => name === node.name);
  return fieldsOf(node).flatMap(({ target, value }) => {
    if (!isName(target)) return [];
    const isSet = inConstructor.some(({ body }) =>
      some(
        body,
        (each) =>
          each.kind === 'assign' &&
          (isName(each.target, target.name) ||
            (each.target.kind === 'member' && isName(each.target.of, 'this') && each.target.name === target.name)),
      ),
    );
    // C# sets what is written beside a field before any constructor runs; Java writes a constant where it is read.
    const isWritten = value !== undefined && file.language === 'java' && !isLiteral(value);
    return isSet || isWritten ? [target.name] : [];
  });
}

/** The constructors of a class, in its body or, in C++, outside of it. */
function constructorsOf(cls: ClassDeclared, around: Around): readonly Fn[] {
  const own = methodsOf(cls.node).filter(({ name }) => name === cls.name);
  const outside = around.file.code.filter(isFn).filter(({ name }) => name === `${cls.name}::${cls.name}`);
  return [...own, ...outside];
}

/** The calls of own methods that the constructors of a class make, if other classes of the program inherit from it. */
function callsWhileMade(
  node: ClassDeclared['node'],
  around: Around,
): { call: Extract<Expr, { kind: 'call' }>; name: string; cls: ClassDeclared; below: readonly ClassDeclared[] }[] {
  const cls = classesIn(around.files).get(bare(node.name));
  const below = cls?.node === node ? classesBelow(cls.name, around.files) : [];
  if (!cls || below.length === 0) return [];
  const nodes = nodesIn(
    constructorsOf(cls, around).flatMap(({ body }) => body),
    isFn,
  );
  return [...nodes].flatMap((call) => {
    const name = call.kind === 'call' ? ownCall(call) : undefined;
    return call.kind === 'call' && name !== undefined ? [{ call, name, cls, below }] : [];
  });
}

const isPolymorphic = (cls: ClassDeclared, files: Around['files']): boolean =>
  classesBelow(cls.name, files).some(({ node, file }) => methodsOf(node).some((fn) => /\boverride\b/.test(headOf(fn, file))));

/** The class below one that a value is of where it is made or declared. */
function subclassOf(value: Expr | undefined, base: string, around: Around): string | undefined {
  if (!value) return undefined;
  const type =
    value.kind === 'call' && !receiverOf(value) && classesIn(around.files).has(callName(value)) ? callName(value) : typeIn(value, around);
  if (type === undefined || /\*\s*$|_ptr\s*</.test(type)) return undefined;
  return classesBelow(base, around.files).find(({ name }) => name === bare(type))?.name;
}

/** What the calls of a function pass for a parameter that is of a class below that of the parameter. */
function passedTo(
  { name, params }: Fn,
  parameter: string,
  base: string,
  { files }: Around,
): { of: string; file: Around['file']; at: Expr } | undefined {
  const place = params.filter(({ implicit }) => !implicit).findIndex((each) => each.name === parameter);
  const own = name.slice(name.lastIndexOf(':') + 1);
  const below = classesBelow(base, files).map((each) => each.name);
  for (const file of files)
    for (const node of nodesIn(file.code)) {
      if (node.kind !== 'call' || callName(node) !== own || place < 0) continue;
      const given = node.args[place]?.value;
      if (!given) continue;
      const type =
        given.kind === 'call'
          ? callName(given)
          : isName(given)
            ? some(
                file.code,
                (each) =>
                  each.kind === 'assign' &&
                  each.declares !== undefined &&
                  isName(each.target, given.name) &&
                  below.includes(bare(each.type ?? '')),
              )
              ? below.find((each) =>
                  some(file.code, (one) => one.kind === 'assign' && isName(one.target, given.name) && bare(one.type ?? '') === each),
                )
              : undefined
            : undefined;
      if (type !== undefined && below.includes(type)) return { of: type, file, at: node };
    }
  return undefined;
}

/** A value that is copied into one of its base class. */
function sliced(value: Expr, base: string, around: Around): Pick<Hit, 'other' | 'also'> | undefined {
  const made = subclassOf(value, base, around);
  if (made !== undefined) return { other: made };
  const cls = classesIn(around.files).get(base);
  if (!cls || !isName(value) || !around.fn || !isPolymorphic(cls, around.files)) return undefined;
  const own = around.fn.params.find(({ name }) => name === value.name);
  if (own?.type === undefined || bare(own.type) !== base || !/&/.test(own.type)) return undefined;
  const passed = passedTo(around.fn, own.name, base, around);
  return passed && { other: passed.of, also: passed };
}

/** Classes: their constructors, what they inherit and what all their objects share. */
export const inherited: readonly Fault[] = [
  fault({
    id: 'overridden-too-early',
    languages: ['java', 'csharp'],
    source:
      'SpotBugs MC_OVERRIDABLE_METHOD_CALL_IN_CONSTRUCTOR, UR_UNINIT_READ_CALLED_FROM_SUPER_CONSTRUCTOR; PMD ConstructorCallsOverridableMethod; Roslyn CA2214; Sonar S1699',
    on: 'class',
    find(node, around) {
      for (const { call, name, below } of callsWhileMade(node, around)) {
        const own = methodsOf(node).find((each) => each.name === name);
        if (own?.words.some((word) => /^(?:private|final|static)$/.test(word))) continue;
        for (const sub of below) {
          const method = methodsOf(sub.node).find(
            (each) => each.name === name && each.params.length === call.args.length && !each.words.includes('static'),
          );
          const read = method && readThrough(setLate(sub), method, sub.node);
          if (read) return { at: call, by: read.name, other: sub.name, also: { file: sub.file, at: read.at } };
        }
      }
      return undefined;
    },
  }),
  fault({
    id: 'virtual-in-constructor',
    languages: ['cpp'],
    source: 'clang-analyzer optin.cplusplus.VirtualCall; CppCoreGuidelines C.82; Sonar S1699; PVS-Studio V1053',
    on: 'class',
    find(node, around) {
      for (const { call, name, cls, below } of callsWhileMade(node, around)) {
        const sub = below.find(({ node: each, file }) =>
          methodsOf(each).some((fn) => fn.name === name && /\boverride\b/.test(headOf(fn, file))),
        );
        const method = sub && methodNamed(sub, name, around.files);
        if (method && some([node], (each) => each === call))
          return { at: call, by: cls.name, other: sub.name, also: { file: method.file, at: method.fn } };
      }
      return undefined;
    },
  }),
  fault({
    id: 'static-not-yet-set',
    languages: ['java', 'csharp'],
    source: 'SpotBugs SI_INSTANCE_BEFORE_FINALS_ASSIGNED; IntelliJ StaticInitializationOrder; Roslyn; Sonar S2444; CERT DCL00-J',
    on: 'class',
    find(node, { file }) {
      const own = node.members.filter((member) => member.kind === 'assign').filter(({ declares }) => declares === 'static');
      for (const [index, each] of own.entries()) {
        const made = each.value;
        if (made?.kind !== 'call') continue;
        const runs = methodsOf(node).filter((fn) =>
          made.makes
            ? isName(made.callee, node.name) && fn.name === node.name
            : fn.words.includes('static') &&
              (ownCall(made) === fn.name || (callName(made) === fn.name && isName(receiverOf(made), node.name))),
        );
        for (const later of own.slice(index + 1)) {
          const { target, value } = later;
          if (!isName(target) || !value || isLiteral(value)) continue;
          const fn = runs.find((each2) => each2.params.length === made.args.length && readOf([target.name], each2));
          if (fn) return { at: each, of: made, by: target.name, other: fn.name, also: { file, at: later } };
        }
      }
      return undefined;
    },
  }),
  fault({
    id: 'misspelt-override',
    languages: ['java', 'csharp', 'kotlin'],
    source: 'SpotBugs NM_LCASE_HASHCODE, NM_LCASE_TOSTRING, NM_METHOD_NAMING; Sonar S1221; PMD',
    on: 'class',
    find(node, { file }) {
      const meant: Readonly<Record<string, number>> =
        file.language === 'csharp'
          ? { Equals: 1, GetHashCode: 0, ToString: 0, CompareTo: 1 }
          : { equals: 1, hashCode: 0, toString: 0, compareTo: 1 };
      for (const fn of methodsOf(node)) {
        const name = Object.keys(meant).find(
          (each) => each !== fn.name && each.toLowerCase() === fn.name.toLowerCase() && meant[each] === fn.params.length,
        );
        if (name === undefined || methodsOf(node).some((each) => each.name === name)) continue;
        const at = file.text.indexOf(fn.name, fn.start);
        const span = { start: at, end: at + fn.name.length };
        return { at: span, by: fn.name, other: name, fix: [{ ...span, text: name }] };
      }
      return undefined;
    },
  }),
  fault({
    id: 'hides-virtual',
    languages: ['csharp', 'cpp'],
    source: 'CS0114; Roslyn CA1061; -Woverloaded-virtual; clang-tidy modernize-use-override, bugprone-virtual-near-miss; PVS-Studio V762',
    on: 'class',
    find(node, { file, files }) {
      const classes = classesIn(files);
      const own = classes.get(bare(node.name));
      for (const base of own?.node === node ? own.bases.flatMap((each) => classes.get(each) ?? []) : []) {
        for (const fn of methodsOf(node)) {
          const above = methodsOf(base.node).find((each) => each.name === fn.name && each.params.length === fn.params.length);
          if (!above || fn.name === node.name || /^~/.test(fn.name)) continue;
          const [head, headAbove] = [headOf(fn, file), headOf(above, base.file)];
          if (!/\b(?:virtual|override|abstract)\b/.test(headAbove) || /\b(?:override|new|static)\b/.test(head)) continue;
          const isConst = (each: string): boolean => /\)\s*const\b/.test(each);
          if (file.language === 'cpp' && isConst(head) === isConst(headAbove)) continue;
          const at = fn.start + head.indexOf(fn.name);
          return {
            at: { start: at, end: at + fn.name.length },
            by: fn.name,
            other: base.name,
            also: { file: base.file, at: above },
            fix:
              file.language === 'cpp'
                ? asConstAs(fn.start, head, isConst(headAbove))
                : fn.result !== undefined
                  ? inserted(fn.start + head.indexOf(fn.result), 'override ')
                  : undefined,
          };
        }
      }
      return undefined;
    },
  }),
  fault({
    id: 'destructor-not-virtual',
    languages: ['cpp'],
    source:
      '-Wnon-virtual-dtor, -Wdelete-non-virtual-dtor; clang-tidy cppcoreguidelines-virtual-class-destructor; CppCoreGuidelines C.35; PVS-Studio V599',
    on: 'class',
    find(node, { files, text }) {
      const name = bare(node.name);
      if (
        !/^\w+$/.test(name) ||
        /\bvirtual\s+~|~\w+\s*\(\s*\)\s*override/.test(text(node)) ||
        (classesIn(files).get(name)?.bases.length ?? 0) > 0
      )
        return undefined;
      const sub = classesBelow(name, files).find(
        (each) =>
          methodsOf(each.node).some((fn) => /^~/.test(fn.name)) ||
          files.some(({ code }) => code.some((fn) => fn.kind === 'fn' && fn.name === `${each.name}::~${each.name}`)),
      );
      if (!sub) return undefined;
      const owned = new RegExp(`\\bunique_ptr\\s*<\\s*(?:\\w+::)*${escapePattern(name)}\\s*>|^(?:const )?${escapePattern(name)}\\s*\\*$`);
      for (const each of files)
        for (const at of nodesIn(each.code)) {
          if (at.kind !== 'assign' || !owned.test(at.type ?? '')) continue;
          const isFreed =
            /unique_ptr/.test(at.type ?? '') ||
            some(each.code, (inner) => inner.kind === 'opaque' && /^delete\b/.test(each.text.slice(inner.start, inner.end)));
          if (isFreed)
            return {
              at: { start: node.start, end: node.start + name.length + 6 },
              by: name,
              other: sub.name,
              also: { file: each, at },
              fix: virtualDestructor(node, name, text),
            };
        }
      return undefined;
    },
  }),
  fault({
    id: 'sliced-object',
    languages: ['cpp'],
    source: 'clang-tidy cppcoreguidelines-slicing; CppCoreGuidelines ES.63, C.145; PVS-Studio V1054; Sonar S1912',
    on: ['call', 'assign', 'fn'],
    find(node, around) {
      if (node.kind === 'fn') {
        for (const { name, type } of node.params) {
          if (type === undefined || name === '' || /[&*>]/.test(type)) continue;
          const cls = classesIn(around.files).get(bare(type));
          const passed = cls && isPolymorphic(cls, around.files) ? passedTo(node, name, cls.name, around) : undefined;
          const own = node.params.find((each) => each.name === name)!;
          if (cls && passed)
            return {
              at: own,
              by: cls.name,
              other: passed.of,
              also: passed,
              fix: [{ start: own.pattern.start, end: own.pattern.start, text: '&' }],
            };
        }
        return undefined;
      }
      if (node.kind === 'assign') {
        const type = node.type ?? '';
        const cls = /[&*>]/.test(type) ? undefined : classesIn(around.files).get(bare(type));
        const held = elementType(type);
        const element =
          node.value?.kind === 'list' && held !== undefined && !/[*&>]/.test(held)
            ? node.value.elements.find((each) => subclassOf(each, bare(held), around))
            : undefined;
        if (element && held !== undefined) return { at: node, of: element, by: bare(held), other: subclassOf(element, bare(held), around) };
        const found = cls && node.value && !isName(node.target, '') ? sliced(node.value, cls.name, around) : undefined;
        return found && cls ? { at: node, by: cls.name, ...found } : undefined;
      }
      const receiver = receiverOf(node);
      const given = node.args.at(-1)?.value;
      if (
        !/^(?:push_back|push|insert|push_front|emplace_back|emplace)$/.test(callName(node)) ||
        !receiver ||
        !given ||
        node.args.length > 2
      )
        return undefined;
      const list = typeIn(receiver, around);
      const held = list === undefined ? undefined : elementType(list);
      if (held === undefined || /[*&>]/.test(held)) return undefined;
      const found = sliced(given, bare(held), around);
      return found && { at: node, by: bare(held), ...found };
    },
  }),
  fault({
    id: 'shared-static',
    languages: ['java', 'csharp'],
    source: 'SpotBugs ST_WRITE_TO_STATIC_FROM_INSTANCE_METHOD; Sonar S2696; Roslyn CA2211',
    on: 'class',
    find(cls, { file }) {
      const methods = methodsOf(cls).filter(({ words }) => !words.includes('static'));
      if (fieldsOf(cls).length === 0) return undefined;
      for (const member of cls.members) {
        if (
          member.kind !== 'assign' ||
          member.declares !== 'static' ||
          !isName(member.target) ||
          !member.value ||
          (!makesCollection(member.value) && !/^\s*new\b.*[>)]\(?\)?/.test(file.text.slice(member.value.start, member.value.end)))
        )
          continue;
        const { name } = member.target;
        const changed = some(
          methods,
          (node) =>
            (node.kind === 'call' &&
              isName(receiverOf(node), name) &&
              /^(?:add|put|push|offer|addAll|putAll|Add|AddRange|Push|Enqueue|addLast|addFirst)$/.test(callName(node))) ||
            (node.kind === 'assign' && node.target.kind === 'index' && isName(node.target.of, name)),
        );
        if (changed) return { at: member, by: name, other: cls.name, also: { file, at: changed }, fix: ofEach(member, name, cls, file) };
      }
      return undefined;
    },
    fits: isMore,
  }),
  fault({
    id: 'shared-count',
    languages: ['java', 'csharp'],
    source: 'SpotBugs ST_WRITE_TO_STATIC_FROM_INSTANCE_METHOD; Sonar S2696; ReSharper',
    on: 'class',
    find(cls, { file }) {
      if (fieldsOf(cls).length === 0) return undefined;
      const methods = methodsOf(cls).filter(({ words, name }) => !words.includes('static') && name !== cls.name);
      for (const member of cls.members) {
        if (
          member.kind !== 'assign' ||
          member.declares !== 'static' ||
          !isName(member.target) ||
          !(isWholeType(member.type) || isFractionalType(member.type))
        )
          continue;
        const { name } = member.target;
        const changed = some(
          methods,
          (node) =>
            node.kind === 'assign' &&
            node.operator !== '=' &&
            (isName(node.target, name) || (node.target.kind === 'member' && node.target.name === name && isName(node.target.of, 'this'))),
        );
        if (changed) return { at: member, by: name, other: cls.name, also: { file, at: changed }, fix: ofEach(member, name, cls, file) };
      }
      return undefined;
    },
    fits: isMore,
  }),
  fault({
    id: 'equals-of-own-type',
    languages: ['java'],
    source: 'Error Prone NonOverridingEquals; SpotBugs EQ_SELF_NO_OBJECT; Sonar S1201',
    on: 'class',
    find(cls, { file }) {
      const all = methodsOf(cls).filter(({ name, params, words }) => name === 'equals' && params.length === 1 && !words.includes('static'));
      const [only] = all;
      const type = only?.params[0]?.type;
      if (
        all.length !== 1 ||
        !only ||
        type === undefined ||
        bare(type) !== bare(cls.name) ||
        /\brecord\s/.test(file.text.slice(cls.start, cls.start + 80))
      )
        return undefined;
      return { at: only, of: { start: only.start, end: only.start + file.text.slice(only.start, only.end).search(/\{|$/) }, by: cls.name };
    },
  }),
];

/** A field without `static`, where nothing but methods of an object uses it. */
function ofEach(field: Span, name: string, cls: ClassStmt, { text }: SyntaxFile): Hit['fix'] {
  const words = text.slice(text.lastIndexOf('\n', field.start) + 1, field.end);
  const at = /\bstatic\s+/.exec(words);
  const isUsed = methodsOf(cls).some((fn) => fn.words.includes('static') && reads(name, fn.body)) || text.includes(`${cls.name}.${name}`);
  if (!at || isUsed) return undefined;
  const start = text.lastIndexOf('\n', field.start) + 1 + at.index;
  return replaced({ start, end: start + at[0].length }, '');
}

type ClassStmt = Extract<Stmt, { kind: 'class' }>;

/** A method's head with or without the `const` after its parameters. */
function asConstAs(start: number, head: string, isConst: boolean): Hit['fix'] {
  const end = head.lastIndexOf(')') + 1;
  if (end === 0) return undefined;
  if (isConst) return inserted(start + end, ' const');
  const word = /^\s*const\b/.exec(head.slice(end));
  return word ? replaced({ start: start + end, end: start + end + word[0].length }, '') : undefined;
}

/** A destructor of C++ that is written becomes virtual; without one, the class gets it. */
function virtualDestructor(cls: Span, name: string, text: (span: Span) => string): Hit['fix'] {
  const written = text(cls);
  const own = written.search(new RegExp(`~${escapePattern(name)}\\s*\\(`));
  if (own >= 0) return inserted(cls.start + own, 'virtual ');
  const body = written.indexOf('{');
  const open = /\bpublic\s*:/.exec(written);
  const at = written.startsWith('struct') ? body + 1 : open ? open.index + open[0].length : undefined;
  return at === undefined || body < 0 ? undefined : inserted(cls.start + at, ` virtual ~${name}() = default;`);
}
