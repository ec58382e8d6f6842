import type { EvidenceOptions, EvidencePorts } from '../context/evidenceOptions';
import { besideTheWay } from '../context/besideTheWay';
import type { FailureEvidence, LineRange, Snippet } from '../context/failureEvidence';
import { reasonText } from '../context/reasonText';
import { usedAround } from '../context/usedAround';
import type { SuspectPorts } from '../suspects/candidateFacts';
import type { Suspect } from '../suspects/suspect';
import type { SyntaxFile } from '../syntax/syntax';
import { isDataFile } from '../workspace/dataFile';
import { chancesOfUse } from './chancesOfUse';
import { passesOn } from './passesOn';
import { firstFunctions, LIKELY_FILE, type FirstFunctions } from './agentPrompt';

/** Of code that nothing in the failure's text led to: less likely than what it leads to. */
const LEAST_RELEVANT = 0.01;

const MADE = 'made what failed';

/** Bytes of a file of data that a reader looks through. */
const MOST_DATA = 2000;

/** Functions that may be the ones to mend. */
const MEANT: FirstFunctions = { most: 12, share: 0.01 };

export type LikelyCodePorts = SuspectPorts & Pick<EvidencePorts, 'redactor' | 'tokens'>;

export interface LikelyCodeOptions extends Pick<EvidenceOptions, 'edited' | 'removed'> {
  /** The functions whose code there has to be. */
  first: FirstFunctions;
  /** Whether it has to be with what they use outside of functions: for who gets them before all other code. */
  used: boolean;
  /** Lines that made what failed, nearest first, where it was worked through: their code has to be there, too. */
  made?: readonly { file: string; line: number }[] | undefined;
}

/**
 * Evidence with the code of the likeliest functions, and the bytes of the functions of each file that a reader may open, with the data that it
 * looks through beside it.
 */
export interface LikelyCode {
  evidence: FailureEvidence;
  files: ReadonlyMap<string, number>;
  /** Of each piece of code, by its id, the chance that it is of use. */
  use: ReadonlyMap<string, number>;
}

/**
 * Adds the code of the first functions of a ranking that the evidence has none of, and what they use of their files: imports, tables,
 * patterns, the header of a class. Its secrets are replaced. What the error only passed through gets a short form.
 * @param suspects best first
 */
export async function withLikelyCode(
  evidence: FailureEvidence,
  suspects: readonly Suspect[],
  { first, used, made = [], ...edits }: LikelyCodeOptions,
  ports: LikelyCodePorts,
  signal?: AbortSignal,
): Promise<LikelyCode> {
  const functions = firstFunctions(suspects, first).flatMap(([best]) => best ?? []);
  const likely = suspects.filter(({ score }) => score >= LIKELY_FILE * (suspects[0]?.score ?? 0)).map(({ file }) => file);
  const sources = new Map<string, SyntaxFile>();
  for (const file of new Set([...likely, ...functions.map((each) => each.file), ...made.map((each) => each.file)])) {
    const text = await ports.reader.read(file);
    if (text !== undefined) sources.set(file, await ports.syntax.parse(file, text, signal));
  }
  const snippets = evidence.snippets.map((each) => ({ ...each }));
  const add = async (source: SyntaxFile, range: LineRange, at: LineRange, reason: string, name = ''): Promise<Snippet | undefined> => {
    if (edits.removed.some((each) => overlaps(each, source.file, at))) return undefined;
    const made = await snippetOf(source, range, { reason, name }, edits, ports);
    snippets.push(made);
    return made;
  };
  for (const { file, line, function: name, functionRange: [startLine, endLine] = [line, line], reasons } of functions) {
    const source = sources.get(file);
    const at = { file, startLine: line, endLine: line };
    if (source && !snippets.some((each) => isIn(at, each))) await add(source, { startLine, endLine }, at, reasons[0] ?? '', name);
  }
  for (const { file, line } of made) {
    const at = { file, startLine: line, endLine: line };
    const source = sources.get(file);
    const fn = source?.enclosing(line);
    if (source && fn && !snippets.some((each) => isIn(at, each))) await add(source, fn, at, MADE, fn.qualifiedName);
  }
  for (const { file, functionRange } of used ? functions : []) {
    const source = sources.get(file);
    const fn = source?.functions.find((each) => each.startLine === functionRange?.[0] && each.endLine === functionRange[1]);
    for (const { reason, ...range } of source && fn ? usedAround(source, fn, file === functions[0]?.file) : []) {
      const around = snippets.filter((each) => isIn({ file, ...range }, each));
      if (!source || !fn || around.some((each) => isIn({ ...fn, file }, each))) continue;
      const known = around.find(isOutside);
      if (known) known.usedBy = [...new Set([...(known.usedBy ?? []), fn.startLine])];
      else {
        const made = await add(source, range, range, reason ? reasonText(reason) : '');
        if (made) takeOver(snippets, made, fn.startLine);
      }
    }
  }
  const data = await dataBytes(snippets, ports);
  const files = new Map(likely.flatMap((file) => (sources.has(file) ? [[file, functionBytes(sources.get(file)!) + data] as const] : [])));
  for (const { file } of snippets) {
    const text = sources.has(file) ? undefined : await ports.reader.read(file);
    if (text !== undefined) sources.set(file, await ports.syntax.parse(file, text, signal));
  }
  for (const each of used ? snippets : []) {
    const source = passesOn(each, suspects) ? sources.get(each.file) : undefined;
    const left = source ? besideTheWay(source, each, each.focusLines) : [];
    if (left.length) each.short = left;
  }
  const candidates = firstFunctions(suspects, MEANT).flatMap(([best]) => best ?? []);
  const use = chancesOfUse(snippets, candidates, (file) => sources.get(file));
  return { evidence: { ...evidence, snippets, redactions: [...ports.redactor.redactions] }, files, use };
}

/** Bytes of the files of data in which there is a row that the error speaks of. */
async function dataBytes(snippets: readonly Snippet[], { reader }: LikelyCodePorts): Promise<number> {
  const files = new Set(snippets.filter(({ file, focusLines }) => focusLines.length > 0 && isDataFile(file)).map(({ file }) => file));
  const texts = await Promise.all([...files].map((file) => reader.read(file)));
  return texts.reduce((sum, text = '') => sum + Math.min(MOST_DATA, new TextEncoder().encode(text).length), 0);
}

/** Replaces the pieces that a longer one holds. */
function takeOver(snippets: Snippet[], made: Snippet, user: number): void {
  const inside = snippets.filter((each) => each !== made && isOutside(each) && isIn(each, made));
  made.usedBy = [...new Set([user, ...inside.flatMap(({ usedBy = [] }) => usedBy)])];
  made.relevance = Math.max(made.relevance, ...inside.map(({ relevance }) => relevance));
  for (const each of inside) snippets.splice(snippets.indexOf(each), 1);
}

/** Code that belongs to no function, and that only the search led to. */
function isOutside({ function: name, pinned, frame, role }: Snippet): boolean {
  return name === undefined && !pinned && frame === undefined && role !== 'test';
}

function isIn(inner: LineRange & { file: string }, outer: Snippet): boolean {
  return inner.file === outer.file && outer.startLine <= inner.startLine && inner.endLine <= outer.endLine;
}

/** Bytes of the lines of all functions of a file, each once; of a file without functions, all. */
function functionBytes({ functions, lines, text }: SyntaxFile): number {
  const encoder = new TextEncoder();
  if (!functions.length) return encoder.encode(text).length;
  const inside = new Set(
    functions.flatMap(({ startLine, endLine }) => Array.from({ length: endLine - startLine + 1 }, (_, at) => startLine + at)),
  );
  return [...inside].reduce((sum, line) => sum + encoder.encode(lines[line - 1] ?? '').length + 1, 0);
}

async function snippetOf(
  { file, lines }: SyntaxFile,
  { startLine, endLine }: LineRange,
  said: { reason: string; name: string },
  { edited }: Pick<EvidenceOptions, 'edited'>,
  { redactor, tokens }: LikelyCodePorts,
): Promise<Snippet> {
  const id = `${file}:${startLine}-${endLine}:ran`;
  const code = edited[id] ?? lines.slice(startLine - 1, endLine).join('\n');
  const [text = '', shownFile = '', name = '', reason = ''] = await redactor.redactAll([code, file, said.name, said.reason]);
  return {
    id,
    file,
    ...(shownFile !== file && { shownFile }),
    startLine,
    endLine,
    ...(name && { function: name }),
    role: 'callee',
    text,
    folded: [],
    focusLines: [],
    tokens: tokens.count(text),
    relevance: LEAST_RELEVANT,
    reason,
  };
}

/** Whether the id of a piece of code names lines that overlap: `src/cart.ts:10-24:callee`. */
function overlaps(id: string, file: string, { startLine, endLine }: LineRange): boolean {
  const { name, first, last } = /^(?<name>.*):(?<first>\d+)-(?<last>\d+):\w+$/.exec(id)?.groups ?? {};
  return name === file && Number(first) <= endLine && startLine <= Number(last);
}
