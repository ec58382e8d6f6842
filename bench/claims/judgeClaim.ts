import type { Claim, State, Verdict, Where } from './claim';
import { bodiesOf, escaped, holds, isFunction, literalKeys, statementAt, textOf } from './codeText';
import type { Seen } from './observe';
import type { Judged } from './judged';
import { isNothingByPrint } from './printed';

const TRUE: Verdict = { is: 'true', why: '' };

const wrong = (why: string): Verdict => ({ is: 'false', why });

const unknown = (why: string): Verdict => ({ is: 'not judged', why });

const given = (isTrue: boolean, why: string): Verdict => (isTrue ? TRUE : wrong(why));

/** Holds a claim against the code and a run. */
export function judgeClaim(claim: Claim, program: Judged): Verdict {
  switch (claim.kind) {
    case 'code':
      return onLine(claim.code, claim.where, program);
    case 'throwsAt': {
      const there = onLine(claim.code, claim.where, program);
      if (there.is !== 'true') return there;
      return given(/\w/.test(claim.code), `\`${claim.code}\` runs nothing`);
    }
    case 'state':
      return stateOf(claim.of, claim.state, claim.value, claim.where, program);
    case 'worth':
      return worth(claim.of, claim.value, claim.where, program);
    case 'returns':
      return returned(claim, program);
    case 'assigned':
      return assigned(claim, program);
    case 'passed':
      return passed(claim, program);
    case 'element': {
      const name = onLine(claim.name, claim.where, program);
      return name.is === 'true' ? onLine(claim.of, claim.where, program) : name;
    }
    case 'calledBy':
      return calledBy(claim.function, claim.by, program);
    case 'calledByTest':
      return calledByTest(claim.function, program);
    case 'asserted':
      return asserted(claim.function, program);
    case 'gave':
      return gave(claim.function, claim.value, program);
    case 'onPath':
      return onPath(claim.function, claim.where, program);
    case 'got':
      return given(
        [claim.got, claim.expected].every((text) => wasPrinted(text, program)),
        'the output does not have these values',
      );
    case 'noKey':
    case 'hasKey':
      return keyOf(
        claim.of,
        claim.key,
        { has: claim.kind === 'hasKey', isNumber: claim.kind === 'noKey' && claim.isNumber === true },
        claim.where,
        program,
      );
    case 'size':
      return sizeOf(claim.of, claim.size, claim.where, program);
    case 'unset': {
      const text = firstStatement(claim.where, program);
      if (text === undefined) return wrong(`there is no line ${claim.where.line}`);
      const keys = literalKeys(program.files, claim.where.files[0] ?? '', claim.where.line);
      return keys
        ? given(!keys.includes(claim.field), `the literal sets \`${claim.field}\``)
        : unknown('what is made there could not be read');
    }
    case 'imported':
      return imported(claim.function, program);
    case 'testNamedAfter': {
      const stems = bodiesOf(program.files, claim.function).map(({ file }) => stem(file));
      return given(
        stems.some((each) => testFiles(program).some((test) => test.toLowerCase().includes(each.toLowerCase()))),
        'no test has the name of its file',
      );
    }
    case 'otherCard': {
      const others = program.cards.filter(({ rootCause }) => !rootCause.includes(claim.sentence.said));
      const bodies = bodiesOf(program.files, claim.about);
      const isAbout = ({ title, evidence }: (typeof others)[number]): boolean =>
        title.includes(calledName(claim.about)) ||
        bodies.some((body) => evidence.some(({ file, line }) => file === body.file && body.from <= line && line <= body.to));
      return given(others.some(isAbout), 'no other card is about it');
    }
    case 'printed':
      return given(wasPrinted(claim.text, program), 'the output does not have it');
    case 'errorType':
      return wasPrinted(claim.type, program) ? TRUE : unknown('the output does not name the type of the error');
    case 'change':
      return given(
        program.change?.message === claim.message &&
          claim.where.files.some((file) => program.change?.lines.has(`${file}:${claim.where.line}`)),
        'no such change was made to that line',
      );
    case 'endsWithoutReturn': {
      if (!program.observed) return unknown(`no tracer for ${program.language}`);
      const seen = [...program.observed.returns].flatMap(([key, values]) =>
        isFunction(key.split('|')[1] ?? '', claim.function) ? values : [],
      );
      return seen.length ? given(seen.some(isNothing), 'each call returned a value') : unknown('no call of it was seen to return');
    }
  }
}

/** Whether a function begins above a line with nothing but indented lines between: `configure` is told with the line in it that sets something. */
function beginsAbove(name: string, text: string, line: number): boolean {
  if (!/^\w+$/.test(name)) return false;
  const above = text.split('\n').slice(0, line);
  const own = /^\s*/.exec(above.at(-1) ?? '')![0].length;
  const head = above.slice(-MOST_LINES_IN).findLast((each) => each.trim() !== '' && /^\s*/.exec(each)![0].length < own);
  return head !== undefined && new RegExp(`\\b${escaped(name)}\\b.*[({:]`).test(head);
}

const MOST_LINES_IN = 12;

/** Code on a line, in one of the files that a sentence may mean. */
function onLine(code: string, { files, line }: Where, program: Judged): Verdict {
  if (!files.some((file) => statementAt(program.files, file, line) !== '')) return wrong(`${files[0] ?? ''} has no line ${line}`);
  const quoted = code.replace(/^\*|^&/, '');
  return given(
    files.some(
      (file) =>
        holds(statementAt(program.files, file, line, quoted), quoted) ||
        saidOtherwise(quoted, statementAt(program.files, file, line)) ||
        beginsAbove(quoted, textOf(program.files, file) ?? '', line),
    ),
    `\`${code}\` is not on line ${line}`,
  );
}

/** A member told with its object, `mailer.send`, where the line has it in other words, `@items` or `self.items`. */
function saidOtherwise(code: string, text: string): boolean {
  if (!/^[\w.$@:]+$/.test(code)) return false;
  const last = code.split(/\.|::/).at(-1) ?? '';
  return new RegExp(`(?<![\\w$])${escaped(last)}(?![\\w$])`).test(text.split('\n').slice(0, 4).join('\n'));
}

function firstStatement({ files, line }: Where, program: Judged): string | undefined {
  return files.map((file) => statementAt(program.files, file, line)).find((text) => text !== '');
}

/** Whether an expression of a line had a value there, at any time. */
function worth(of: string, value: string, where: Where, program: Judged): Verdict {
  const there = onLine(of, where, program);
  if (there.is !== 'true') return there;
  const seen = valuesAt(of, where, program);
  if (!seen?.length) return unknown('a call, or not in scope on the line: not looked at');
  const words = (text: string): string =>
    (text.match(/[\p{L}_]+|-?\d+(?:\.\d+)?/gu) ?? []).map((each) => (/^-?\d/.test(each) ? Number(each) : each)).join(' ');
  const [wanted = ''] = value.split('…');
  // Languages write objects in their own ways.
  if (/^[\w.]*\w\(/.test(value)) return unknown('an object, which has no text of its own');
  return given(
    seen.some(({ text, plain }) =>
      [text, plain ?? ''].some((each) =>
        value.includes('…') ? words(each).startsWith(words(wanted).replace(/\S+$/, '')) : words(each) === words(wanted),
      ),
    ),
    `\`${of}\` was ${seen
      .map(({ text }) => text)
      .slice(0, 4)
      .join(', ')} there`,
  );
}

function stateOf(of: string, state: State, value: string | undefined, where: Where, program: Judged): Verdict {
  const seen = valuesAt(of, where, program);
  if (seen === undefined) {
    if (state !== 'null' && state !== 'undefined') return unknown(`no tracer for ${program.language}`);
    return isNothingByPrint(program, of, where);
  }
  if (seen.length === 0) return unknown('a call, or not in scope on the line: not looked at');
  const fits = (each: Seen): boolean => {
    if (state === 'null' || state === 'undefined')
      return isNothing(each) && (program.language === 'python' || program.language === 'ruby' || each.kind === state);
    if (state === 'empty') return each.size === 0;
    if (state === 'promise') return each.kind === 'promise';
    if (state === 'notFunction') return each.kind !== 'function';
    if (state === 'notIterable') return !['list', 'text'].includes(each.kind);
    if (state === 'object') return each.kind === 'map' || each.kind === 'other';
    if (state === 'number') return each.text === value || Number(each.text) === Number(value);
    return each.type.toLowerCase() === value?.toLowerCase() || each.kind === value?.toLowerCase();
  };
  return given(seen.some(fits), `a run had ${seen.at(-1)?.text || seen.at(-1)?.kind || ''} there`);
}

/** Values that an expression had at a place; undefined without a tracer. */
function valuesAt(of: string, { files, line }: Where, { observed }: Judged): Seen[] | undefined {
  if (!observed) return undefined;
  for (const file of files)
    for (const at of [line, line - 1, line - 2, line - 3]) {
      const seen = observed.values.get(`${file}:${at}|${of}`);
      if (seen) return seen;
    }
  return [];
}

function isNothing({ kind }: Seen): boolean {
  return kind === 'undefined' || kind === 'null' || kind === 'nothing';
}

function returned({ function: name, code, where, alone }: Extract<Claim, { kind: 'returns' }>, program: Judged): Verdict {
  const there = onLine(code, where, program);
  if (there.is !== 'true') return there;
  const { observed } = program;
  if (!observed || !alone) return TRUE;
  const own = [...observed.returns.keys()].filter((key) => isFunction(key.split('|')[1] ?? '', name));
  if (own.length === 0) return TRUE;
  // Python's tracer gives the line of the `with` that a return leaves.
  const leaves = own.some((key) => {
    const [, file = '', line] = /^(.+):(\d+)\|/.exec(key) ?? [];
    return /^\s*(?:async )?with\b/.test(program.files[file]?.split('\n')[Number(line) - 1] ?? '');
  });
  if (leaves) return TRUE;
  const near = own.some(
    (key) => where.files.some((file) => key.startsWith(`${file}:`)) && isNear(Number(/:(\d+)\|/.exec(key)?.[1]), where.line, code),
  );
  return given(near, `each call of \`${name}\` returned on another line: ${own.map((key) => key.split('|')[0]).join(', ')}`);
}

function isNear(ran: number, line: number, code: string): boolean {
  return ran >= line && ran <= line + Math.max(1, code.length / 20);
}

function assigned({ name, code, where }: Extract<Claim, { kind: 'assigned' }>, program: Judged): Verdict {
  const there = onLine(code, where, program);
  if (there.is !== 'true') return there;
  const left = onLine(name.replace(/^(?:this|self)\.|^@|\[.*$/, ''), where, program);
  if (left.is !== 'true') return left;
  return given(hasRun(where, program), `line ${where.line} did not run`);
}

/** False only where a tracer saw the file run without the line. */
function hasRun({ files, line }: Where, { observed }: Judged): boolean {
  if (!observed) return true;
  const known = files.filter((file) => [...observed.lines].some((each) => each.startsWith(`${file}:`)));
  return known.length === 0 || known.some((file) => [-3, -2, -1, 0, 1, 2, 3].some((by) => observed.lines.has(`${file}:${line + by}`)));
}

function passed({ code, by, where }: Extract<Claim, { kind: 'passed' }>, program: Judged): Verdict {
  const there = onLine(code, where, program);
  if (there.is !== 'true') return there;
  if (!hasRun(where, program)) return wrong(`line ${where.line} did not run`);
  if (!by || !program.observed) return TRUE;
  const ran = where.files.map((file) => program.observed?.functions.get(`${file}:${where.line}`)).filter((name) => name !== undefined);
  return given(ran.length === 0 || ran.some((name) => isWithin(name, by)), `line ${where.line} is in \`${ran[0] ?? ''}\``);
}

/** A function, or one within it. */
function isWithin(name: string, outer: string): boolean {
  return (
    isFunction(name, outer) || name.split('.<locals>').some((_, at, parts) => isFunction(parts.slice(0, at + 1).join('.<locals>'), outer))
  );
}

function calledBy(name: string, by: string, program: Judged): Verdict {
  const { observed } = program;
  if (observed) {
    const calls = observed.calls.filter(({ callee }) => isFunction(callee, name));
    if (calls.length)
      return given(
        // A callback has no name of its own.
        calls.some(({ caller }) => isWithin(caller, by)) ||
          (calls.some(({ caller }) => caller === '') && mentions(bodiesOf(program.files, by), name, '').is === 'true'),
        `it was called by ${[...new Set(calls.map(({ caller }) => caller || 'no function'))].join(', ')}`,
      );
    if (observed.calls.some(({ callee }) => isFunction(callee, by))) return wrong(`\`${name}\` did not run`);
  }
  return mentions(bodiesOf(program.files, by), name, `\`${by}\` does not call it`);
}

function mentions(bodies: readonly { text: string }[], name: string, why: string): Verdict {
  if (bodies.length === 0) return unknown('the function was not found');
  const called = calledName(name);
  return given(
    bodies.some(({ text }) => new RegExp(`(?<![\\w$])${escaped(called)}(?![\\w$])`).test(text)),
    why,
  );
}

/** A function as its calls write it: a constructor by its class. */
function calledName(name: string): string {
  const parts = name.replace(/\(\)$/, '').split(/\.|::|#/);
  const last = parts.at(-1) ?? name;
  return /^(?:__init__|initialize|constructor|new)$/.test(last) ? (parts.at(-2) ?? last) : last;
}

function calledByTest(name: string, program: Judged): Verdict {
  const tests = testFiles(program);
  // A constructor is called by the name of its class.
  const [, made] = /(\w+)(?:\.|::)(?:__construct|__init__|initialize|constructor|<init>)$/.exec(name) ?? [];
  if (made !== undefined)
    return mentions(
      tests.map((file) => ({ text: program.files[file] ?? '' })),
      made,
      'no test makes one',
    );
  if (program.observed) {
    const calls = program.observed.calls.filter(({ callee }) => isFunction(callee, name));
    if (calls.length)
      return given(
        calls.some(({ callerFile }) => tests.includes(callerFile)),
        'it was not called by a test itself',
      );
    if (program.observed.calls.length) return wrong(`\`${name}\` did not run`);
  }
  return mentions(
    tests.map((file) => ({ text: program.files[file] ?? '' })),
    name,
    'no test calls it',
  );
}

/** Files of tests: by their names, by what they contain, or because the assertion that failed is in them. */
function testFiles({ files, frames }: Judged): string[] {
  const named = Object.keys(files).filter((file) => /test|spec/i.test(file) || /#\[test\]|unittest|minitest/.test(files[file] ?? ''));
  return named.length ? named : [...new Set(frames.map(({ file }) => file))].filter((file) => file in files);
}

/** Whether the statement of the assertion calls a function, or uses a name that the test gave the function's result. */
function asserted(name: string, program: Judged): Verdict {
  const tests = testFiles(program);
  const frame = program.frames.find(({ file }) => tests.includes(file));
  if (!frame) return unknown('the place of the assertion is not known');
  const called = calledByTest(name, program);
  if (called.is === 'false') return called;
  const lines = (textOf(program.files, frame.file) ?? '').split('\n');
  const word = (text: string): RegExp => new RegExp(`(?<![\\w$])${escaped(text)}(?![\\w$])`);
  const statement = lines.slice(Math.max(0, frame.line - 2), frame.line + 5).join('\n');
  if (word(calledName(name)).test(statement)) return TRUE;
  // Names that come, over other names, from a call of it.
  const names = new Set<string>([calledName(name)]);
  for (const line of lines.slice(0, frame.line)) {
    const [, left, right = ''] = /^\s*(?:(?:const|let|var|auto|final)\s+)?(.*?)\s*(?::?=(?!=)| in )\s*(.+)$/.exec(line) ?? [];
    if (left && [...names].some((each) => word(each).test(right))) for (const each of left.match(/[\w$]+/g) ?? []) names.add(each);
  }
  return given(
    [...names].some((each) => word(each).test(statement)),
    'what is asserted does not come from it',
  );
}

function gave(name: string, value: string, program: Judged): Verdict {
  if (!program.observed) return unknown(`no tracer for ${program.language}`);
  const returns = [...program.observed.returns].flatMap(([key, seen]) => (isFunction(key.split('|')[1] ?? '', name) ? seen : []));
  if (returns.length === 0) return wrong(`\`${name}\` returned nothing in the run`);
  if (returns.every(({ text }) => text === 'Promise')) return unknown('what the promise that it returned gives was not recorded');
  const flat = (text: string): string => text.replace(/[\s'"`]+/g, '');
  const parts = value
    .split(/\.\.\.|…|\[\d+ chars\]/)
    .map(flat)
    .filter(Boolean);
  const compact = (text: string): boolean => parts.every((part) => flat(text).includes(part));
  if (returns.some(({ text, plain }) => compact(text) || (plain !== undefined && compact(plain)))) return TRUE;
  return /^[\w.'"-]+$/.test(value)
    ? wrong(`it returned ${returns.map(({ text }) => text).join(', ')}`)
    : unknown('the value is printed in another form');
}

function onPath(name: string | undefined, where: Where | undefined, { frames, output }: Judged): Verdict {
  if (frames.length === 0) return unknown('there is no stack');
  if (
    where &&
    !frames.some(({ file, line }) => line === where.line && where.files.some((each) => each.endsWith(file) || file.endsWith(each)))
  )
    return wrong(`no frame is on line ${where.line}`);
  // A callback is called by what takes it, which no stack does.
  if (name === undefined || (/\s/.test(name) && where)) return TRUE;
  if (/\s/.test(name)) return unknown('a callback, which no stack names');
  const last = name.split(/\.|::|#/).at(-1) ?? '';
  return given(
    frames.some((frame) => frame.function?.includes(last)) || new RegExp(`\\b${escaped(last)}\\b`).test(output),
    'no frame is in it',
  );
}

function keyOf(of: string, key: string, { has, isNumber }: { has: boolean; isNumber: boolean }, where: Where, program: Judged): Verdict {
  const plain = key.replace(/^['":]|['"]$|\(\)$/g, '').replace(/\\(?=["'\\])/g, '');
  if (/^[\w.]*\w\(.*\)$/s.test(key)) return unknown('a key that is an object');
  const seen = valuesAt(of, where, program)?.filter(({ keys }) => keys);
  const keys = seen?.length ? seen : undefined;
  // A number and a symbol are other keys than a text of the same letters.
  const isExact = isNumber || /^(?::\w|-?\d)/.test(key);
  // Keys of plain objects are texts, however they are written.
  const isText = /^(['"])-?\d.*\1$/.test(key);
  const isIt = (each: string, type: string): boolean => {
    if (isExact) return each === key || each === plain;
    if (isText && type !== 'Object') return each.replaceAll('"', "'") === key.replaceAll('"', "'");
    return each.replace(/^['":]|['"]$/g, '') === plain && !(/^['"]/.test(key) && each.startsWith(':'));
  };
  if (keys) {
    const found = keys.some(({ keys: all = [], type }) => all.some((each) => isIt(each, type)) === has);
    return given(found, `its keys were ${keys.at(-1)?.keys?.join(', ') ?? ''}`);
  }
  const literal = where.files.slice(0, 1).map((file) => literalKeys(program.files, file, where.line))[0];
  if (literal?.length) return given(literal.includes(plain) === has, `its keys are ${literal.join(', ')}`);
  return unknown('its keys were not seen');
}

function sizeOf(of: string, size: number, where: Where, program: Judged): Verdict {
  const seen = valuesAt(of, where, program)?.filter((each) => each.size !== undefined);
  if (seen?.length)
    return given(
      seen.some((each) => each.size === size),
      `it had ${seen.at(-1)?.size}`,
    );
  if (new RegExp(`\\b(?:length|len|size|index)\\D{0,20}${size}\\b`).test(program.output)) return TRUE;
  return unknown('its size was not seen');
}

function imported(name: string, program: Judged): Verdict {
  const owners = bodiesOf(program.files, name).map(({ file }) => stem(file));
  if (owners.length === 0) return unknown('the function was not found');
  return given(
    Object.entries(program.files).some(([file, text]) =>
      owners.some((owner) => stem(file) !== owner && new RegExp(`\\b${escaped(owner)}\\b`).test(text)),
    ),
    'no file names its file',
  );
}

function stem(file: string): string {
  return (file.split('/').at(-1) ?? file).split('.')[0] ?? file;
}

/** Whether the output has a text, in whatever form its tool prints it. */
export function wasPrinted(text: string, { output }: Pick<Judged, 'output'>): boolean {
  if (/^(?:\+\+\+|---|@@)/.test(text)) return false;
  const flat = (part: string): string => part.replace(/[\s'"`,{}[\]\\]+|\b\d+:/g, '').replace(/^…|…$/g, '');
  const all = flat(output.replace(/\x1b\[[\d;]*m/g, '').replace(/^[+\-E>|?#]\s?/gm, ''));
  return (
    text
      .split(/…|\.\.\./)
      .map(flat)
      .every((part) => all.includes(part)) ||
    text
      .split(/\s+/)
      .map(flat)
      .every((part) => all.includes(part))
  );
}
