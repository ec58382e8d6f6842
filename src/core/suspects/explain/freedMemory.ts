import { holdsAny, withoutLast } from './textTests';
import type { SyntaxFile } from '../../syntax/syntax';
import { escapePattern } from '../../escapePattern';
import { code, placeText, sourceLine, type ExplainInput, type Explanation } from './explanation';
import type { Place } from '../../flow/originSteps';

const FRAME_IN_DETAILS = /^\s{1,8}#\d{1,4} 0x[\da-f]{1,16} in (?<name>.{1,200}?) (?<file>\S{1,400}):(?<line>\d{1,9})(?::\d{1,9})?$/;

/** The place that freed the memory. */
interface Freed extends Place {
  by: string;
}

/** The sanitizer names the place that freed the memory: the innermost frame of it with code that was read. */
export function explainFreed(input: ExplainInput): Explanation | undefined {
  const { at, view, error } = input;
  const [freed, ...outer] = framesOf(/^(?:previously )?freed by thread/, input);
  if (!freed) return undefined;
  const text = sourceLine(at);
  const { by, ...place } = freed;
  const twice = error.message.includes('double-free') ? copiedOwner(freed, outer, input) : undefined;
  if (twice) return twice;
  const file = view.file(place.file);
  const ended = /^\}\s{0,4};?$/.test((file?.lines[place.line - 1] ?? '').trim());
  const local = file && ended ? returnedLocal(file, place.line) : undefined;
  const origin = local?.place ?? place;
  return {
    subject: 'The memory was freed before',
    title: `${code(text)} uses memory that was freed`,
    sentences: [
      `Line ${at.line}, ${code(text)}, uses memory that was freed before.`,
      local
        ? `${code(local.text)} (${placeText(local.place, at)}) hands out memory of ${code(local.name)}, a local of ${code(by)}, which is freed when ${code(by)} ends (line ${place.line}).`
        : ended
          ? `It was freed when ${code(by)} ended (${placeText(place, at)}), with the locals that held it.`
          : `${code(by)} freed it (${placeText(place, at)}): ${code((file?.lines[place.line - 1] ?? '').trim())}.`,
      ...invalidated(file?.lines[place.line - 1] ?? ''),
    ],
    evidence: [
      { ...origin, why: local ? `hands out memory of ${code(local.name)}` : 'frees the memory' },
      { ...place, why: 'frees the memory' },
    ],
    origin,
    check: `Stop at ${place.file}:${place.line}. If the object that is freed there is not the one used later, this is not the cause.`,
  };
}

function framesOf(head: RegExp, { error, view }: ExplainInput): Freed[] {
  const lines = (error.details ?? '').split('\n');
  const start = lines.findIndex((line) => head.test(line));
  const found: Freed[] = [];
  for (const line of start < 0 ? [] : lines.slice(start + 1)) {
    const frame = FRAME_IN_DETAILS.exec(line)?.groups;
    if (!/^\s/.test(line)) break;
    const file = frame && view.files.find(({ file: known }) => frame['file'] === known || frame['file']?.endsWith(`/${known}`));
    if (frame && file) found.push({ file: file.file, line: Number(frame['line']), by: (frame['name'] ?? '').split('(', 1)[0] ?? '' });
  }
  return found;
}

/** What a call on a container makes of the references into it. */
function invalidated(text: string): string[] {
  if (holdsAny(text, '.push_back(', '.emplace_back(', '.insert(', '.emplace(', '.resize(', '.reserve(', '.append('))
    return ['A container that grows moves its elements: references, pointers and iterators to them are no longer valid.'];
  if (holdsAny(text, '.erase(', '.pop_back(', '.pop_front(', '.clear('))
    return [
      `References, pointers and iterators to an element that was removed are no longer valid${text.includes('.erase(') ? `; ${code('erase')} returns an iterator to go on with` : ''}.`,
    ];
  return [];
}

/** The local whose memory a function returns: `return text.c_str()`, `return &count`. */
function returnedLocal(file: SyntaxFile, line: number): { name: string; text: string; place: Place } | undefined {
  const fn = file.enclosing(line);
  if (!fn) return undefined;
  for (const { value, startLine } of file.returns(fn)) {
    const name = /^(?:&(\w{1,80})|(\w{1,80})(?:\.(?:c_str|data|begin|get|front|back|view)\(\))?)$/
      .exec(value.trim())
      ?.slice(1)
      .find(Boolean);
    const isLocal = name && file.definitions(name, fn).some(({ kind, type }) => kind === 'variable' && !/[&*]\s*$/.test(type ?? ''));
    if (name && isLocal) return { name, text: `return ${value.trim()}`, place: { file: file.file, line: startLine } };
  }
  return undefined;
}

/** Two objects that own the same memory, because one was copied from the other and the class has no copy constructor. */
function copiedOwner(freed: Freed, outer: readonly Freed[], { at, view }: ExplainInput): Explanation | undefined {
  const owner = /(?:^|::)~(\w{1,80})$/.exec(freed.by)?.[1];
  const cls = owner === undefined ? undefined : view.classNamed(owner);
  if (!cls || owner === undefined) return undefined;
  const body = cls.file.lines.slice(cls.node.startLine - 1, cls.node.endLine).join('\n');
  if (new RegExp(`\\b${escapePattern(owner)}\\(\\s*(?:const\\s+)?${escapePattern(owner)}(?:<[^<>]{0,80}>)?\\s*(?:const\\s*)?&`).test(body))
    return undefined;
  const released = /\bdelete(?:\[\])?\s+(\w{1,80})|\bfree\(\s*(\w{1,80})/
    .exec(cls.file.lines[freed.line - 1] ?? '')
    ?.slice(1)
    .find(Boolean);
  const places = [
    ...outer.map(({ file, line }) => ({ file: view.file(file), line })),
    ...view.frames.map(({ file, line }) => ({ file, line })),
  ];
  for (const { file, line } of places) {
    const fn = file?.enclosing(line);
    if (!file || !fn) continue;
    const copied = new RegExp(`\\b${escapePattern(owner)}\\s+(\\w{1,80})\\s*(?:=\\s*(\\w{1,80})|[({]\\s*(\\w{1,80})\\s*[)}])\\s*;`);
    for (let each = fn.startLine; each <= fn.endLine; each += 1) {
      const [written, , a, b] = copied.exec((file.lines[each - 1] ?? '').slice(0, 300)) ?? [];
      const from = a ?? b;
      if (!written || !from || !file.definitions(from, fn).some(({ type }) => type?.includes(owner))) continue;
      const place = { file: file.file, line: each };
      return {
        subject: 'The memory is freed twice',
        title: `${released ? code(released) : 'The memory'} is freed twice: two objects of ${code(owner)} own it`,
        sentences: [
          `Line ${at.line}, ${code(sourceLine(at))}, frees memory that was freed before.`,
          `${code(withoutLast(written, ';'))} (${placeText(place, at)}) copies the object, and ${code(owner)} has no copy constructor: only the pointer${released ? ` ${code(released)}` : ''} is copied, so both objects free the same memory.`,
        ],
        evidence: [
          { ...place, why: 'copies the pointer' },
          { ...freed, why: 'frees the memory' },
        ].map(({ file: of, line: on, why }) => ({ file: of, line: on, why })),
        origin: place,
        check: `Do not copy at ${place.file}:${place.line}, or forbid it with ${code(`${owner}(const ${owner} &) = delete`)}. If it still fails, this is not the cause.`,
      };
    }
  }
  return undefined;
}
