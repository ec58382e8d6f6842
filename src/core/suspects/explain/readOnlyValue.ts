import { lastPart } from './textTests';
import { familyOf } from '../../workspace/languages';
import type { MessageOf } from './messages/ofCompilers';
import { escapePattern } from '../../escapePattern';
import { citing, code, onPlace, type ExplainInput, type Explanation } from './explanation';
import type { Place } from '../../flow/originSteps';

/** A value that its declaration forbids to assign: `const`, `readonly`, `final`, `val`, a binding without `mut`. */
export function explainReadOnly({ name, word }: MessageOf<'readOnly'>, input: ExplainInput): Explanation {
  const { at, view } = input;
  const shared = sharedReference(name, input);
  if (shared) return shared;
  const bare = lastPart(name);
  const local = view.definitionsOf(name, at.file, at.fn).filter(({ startLine }) => startLine !== at.line);
  const declared = local.length > 0 ? { file: at.file.file, line: local[0]!.startLine } : declaredOnce(bare, input);
  const text = declared && (view.file(declared.file)?.lines[declared.line - 1] ?? '').trim();
  const said = /\b(?:readonly|const|final|val|static readonly|let(?!\s+mut))\b/.exec(text ?? '')?.[0] ?? word;
  return {
    title: `${code(bare)} cannot be assigned${said ? `: it is ${code(said)}` : ''}`,
    sentences: [
      `Line ${at.line}, ${code((at.file.lines[at.line - 1] ?? '').trim())}, assigns ${code(bare)}, which is read-only.`,
      ...(declared && text ? [`It is declared ${onPlace(declared, at)}: ${code(text)}.`] : []),
    ],
    ...citing(declared, `declares ${code(bare)}`),
    check: `Is ${code(bare)} meant to change, or should line ${at.line} make a new value?`,
  };
}

/** Rust: what is changed belongs to a parameter that is only borrowed for reading. */
function sharedReference(name: string, { at, error }: ExplainInput): Explanation | undefined {
  const root = /^\*?(\w+)/.exec(name)?.[1];
  const parameter = at.fn?.parameters.find((each) => each.name === root);
  if (!at.fn || !root || !error.message.includes('behind a `&` reference') || !/^&(?!mut\b)/.test(parameter?.type?.trim() ?? ''))
    return undefined;
  const place = { file: at.file.file, line: at.fn.signature.startLine };
  const type = parameter!.type!.trim();
  return {
    title: `${code(name)} cannot be changed through ${code(type)}`,
    sentences: [
      `Line ${at.line}, ${code((at.file.lines[at.line - 1] ?? '').trim())}, changes ${code(name)}, but ${code(root)} is ${code(type)} (line ${place.line}), which is only for reading.`,
      `${code(type.replace('&', '&mut '))} would allow it.`,
    ],
    ...citing(place, `borrows ${code(root)} for reading only`),
    check: `Is ${code(at.fn.name)} meant to change ${code(root)}? If so, its callers have to pass ${code('&mut')}.`,
  };
}

/** The only member or variable of that name with a word that makes it read-only. */
function declaredOnce(name: string, { at, view }: ExplainInput): Place | undefined {
  const pattern = new RegExp(
    `\\b(?:readonly|const|final|val)\\b[^=;{}()]{0,120}(?<![\\w.])${escapePattern(name)}\\b|(?<![\\w.])${escapePattern(name)}\\s*:\\s*readonly\\b`,
  );
  const found = view.files
    .filter(({ language }) => familyOf(language) === familyOf(at.file.language))
    .flatMap((file) =>
      file.lines.flatMap((text, index) => (pattern.test(text.slice(0, 300)) ? [{ file: file.file, line: index + 1 }] : [])),
    );
  return found.length === 1 ? found[0] : undefined;
}
