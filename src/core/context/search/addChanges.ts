import { familyOf } from '../../workspace/languages';
import { isTestFile } from '../testCode';
import type { Reason } from '../reason';
import type { CodeSearch } from './codeSearch';
import { keyOf } from './found';

/** Marks functions changed recently, and adds those changed elsewhere, if they are in a language of the trace. */
export async function addChanges(search: CodeSearch): Promise<void> {
  const families = new Set(search.frames.map(({ found }) => familyOf(found.source.language)));
  for (const change of search.input.changes.slice(0, 40)) {
    search.input.signal?.throwIfAborted();
    const source = await search.input.code.open(change.file);
    if (!source?.parsed) continue;
    const line = Math.min(Math.max(change.startLine, 1), source.lines.length);
    const last = Math.min(Math.max(change.endLine, line), source.lines.length);
    const touched = source.functions.filter((fn) => fn.startLine <= last && line <= fn.endLine && fn.parent === undefined).slice(0, 4);
    for (const fn of touched) {
      const known = search.found.get(keyOf(source, fn));
      const test = isTestFile(change.file);
      const focus = range(Math.max(line, fn.startLine), Math.min(last, fn.endLine));
      if (known) {
        for (const each of focus) known.focus.add(each);
        known.changed = true;
        if (!known.reasons.some(saysChanged)) known.reasons.push({ kind: 'changed' });
      } else if (families.size === 0 || families.has(familyOf(source.language))) {
        search.add({
          source,
          fn,
          startLine: fn.startLine,
          endLine: fn.endLine,
          role: 'changed',
          distance: 3,
          reasons: [{ kind: 'changed' }],
          relevance: 0.05,
          drive: 0,
          focus: new Set(focus),
          test,
          near: true,
          ...(!test && { changed: true }),
          names: new Set(),
        });
      }
    }
  }
}

function saysChanged(reason: Reason): boolean {
  return reason.kind === 'changed' || (reason.kind === 'sameFile' && reason.as === 'changed');
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, Math.min(to - from + 1, 60)) }, (_, at) => from + at);
}
