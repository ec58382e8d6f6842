import { checkAround } from '../../context/ownCheck';
import { isTestFile } from '../../context/testCode';
import type { LineRange } from '../../context/failureEvidence';
import { applyEdits, type CodeEdit } from '../../syntax/edits/codeEdit';
import { isInBlock, type CodeSite } from '../../syntax/edits/codeSite';
import { codeSites, type CodeSites } from '../../syntax/edits/codeSites';
import { NONE } from '../../syntax/flatTree';
import type { openTrees, ParsedTree } from '../../syntax/openSyntax';
import { claimText, type ClaimText } from '../../suspects/explain/faults/claimText';
import { FAULT_RATES } from '../../suspects/explain/faults/faultRates';
import { claimOf, findFaults, nodesAround } from '../../suspects/explain/faults/findFaults';
import type { Suspect } from '../../suspects/suspect';
import { isOnlyStatement, nodesIn, type Ir } from '../../syntax/lower/ir';
import { lineOf, spanOfLines } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import { textHash } from '../../workspace/textHash';
import { absenceTemplates } from './absenceTemplates';
import { callTemplates } from './callTemplates';
import { entryConditions } from './entryConditions';
import { guardTemplates } from './guardTemplates';
import { LOGIC_TEMPLATES } from './logic/logicTemplates';
import { outcomesOf } from './logic/outcome';
import { repairWordsOf } from './repairWords';
import { outcomeTemplates } from './outcomeTemplates';
import type { RepairedFailure, RepairTemplate } from './repairTemplate';
import { typeTemplates } from './typeTemplates';
import { valueTemplates } from './valueTemplates';

/** One small change that may fix a failure. */
export interface RepairCandidate {
  /** Workspace-relative with `/`. */
  file: string;
  /** 1-based line of the first changed character. */
  line: number;
  /** 1-based line where the changed statement begins. */
  statement: number;
  function?: string;
  template: string;
  /** It copes with the faulty value where it is read. */
  guards?: true;
  /** The known fault that it takes out of the code, in words. */
  removes?: ClaimText;
  /** What is wrong with the code that it replaces, in words, if it is right. */
  tells?: ClaimText;
  /** The changed text of the file. */
  readonly text: string;
  /** Likelihood against the others of one list. */
  weight: number;
  /** The failing test passes with it where it is worked through without a run. */
  rehearsed?: true;
}

export interface RepairPorts {
  read: (file: string) => Promise<string | undefined>;
  parse: ReturnType<typeof openTrees>;
}

const TEMPLATES: readonly RepairTemplate[] = [
  ...guardTemplates,
  ...valueTemplates,
  ...callTemplates,
  ...typeTemplates,
  ...absenceTemplates,
  ...outcomeTemplates,
];

/** The number of functions to try; real localisation ranks the right one among the first five in most failures. */
const MOST_FUNCTIONS = 5;
/** Of a wrong result: it is made further away than an error is thrown. */
const MOST_FUNCTIONS_OF_RESULT = 10;
/** The number of lines to try in one function, centred on the suspect ones: some functions have thousands. */
const MOST_LINES = 160;
/** Factor for each further suspect, function or line, relative to the one before it. */
const DECAY = 0.7;
/** Weight of lines of a suspect function that the ranking does not name. */
const UNNAMED = 0.3;
/** Weight of a guard on the throwing line for something other than the value of the error. */
const GUARD_AT_THROW = 0.2;
/** Weight of a guard for the value of the error. It may hide why the value is bad; its card says so. */
const GUARD_OF_FAULT = 4;
/** Factor of a guard for a missing value where a test compares a result: a wrong one, or none. */
const GUARD_OF_RESULT = 0.15;
const GUARD_OF_NOTHING = 0.4;
/** Factor for an error of a change that mends a wrong result. */
const ERROR_OF_LOGIC = 0.2;
/** Factor for each further way to apply a template to a line, so that no line uses up all runs. */
const ALIKE = 0.6;

/** The same for each further place of a line: of all places the first change is tried before any second one. */
const ALIKE_BESIDE = 0.85;

/** Weight of the fix of a known fault that does not fire in good code: it comes before all templates. */
const KNOWN_FAULT = 1_000;

/** Characters of a file, and of its lines on average, from which it counts as generated. */
const SMALLEST_GENERATED = 2_000;
const LONG_LINES = 300;

/** The place where a failure surfaces. */
export interface Thrown {
  /** Workspace-relative with `/`. */
  file: string;
  /** 1-based. */
  line: number;
  /** The property that could not be read or called there, where the error names it. */
  property?: string;
}

/**
 * Small changes at the likeliest places, likeliest first. Tests are never changed.
 * @param suspects best first
 */
export async function listRepairs(
  suspects: readonly Suspect[],
  failure: RepairedFailure,
  thrown: readonly Thrown[],
  { read, parse }: RepairPorts,
  signal?: AbortSignal,
): Promise<RepairCandidate[]> {
  const found: RepairCandidate[] = [];
  const seen = new Set<string>();
  const likely = likelyFunctions(suspects, failure.kind === 'assertion' ? MOST_FUNCTIONS_OF_RESULT : MOST_FUNCTIONS);
  const outcomes = outcomesOf(failure);
  const isOfResult = /^(?:assertion|other)$/.test(failure.kind);
  const ofGuard = failure.kind !== 'assertion' ? 1 : outcomes.has('nothing') ? GUARD_OF_NOTHING : GUARD_OF_RESULT;
  // What calls a function, such as the test, may be a part of a fault in it.
  const units = await unitsOf([...likely, ...thrown], read, parse, signal);
  for (const [rank, { file, name, range, lines }] of likely.entries()) {
    signal?.throwIfAborted();
    const text = await read(file);
    const parsed = text === undefined ? undefined : await parse(file, text, signal);
    const sites = parsed && codeSites(file, parsed);
    const words = parsed && repairWordsOf(parsed.grammar.language);
    if (text === undefined || !sites || !words || isGenerated(text)) continue;
    const atFault = valuesAtFault(file, sites, thrown);
    // What a program checks itself is its test, and what is not started fails no test.
    const checks =
      failure.kind === 'assertion'
        ? thrown.flatMap((place) => (place.file === file ? (checkAround(sites.unit, place.line) ?? []) : []))
        : [];
    const entries = entryConditions(sites.unit);
    const near = nearSuspects(range, lines);
    const weigh = weights(lines, DECAY ** rank, failure.kind);
    /** @param weight asked for only where no other change writes the same */
    const add = (
      edits: readonly CodeEdit[],
      { weight, ...told }: Omit<RepairCandidate, 'file' | 'text' | 'weight'> & { weight: () => number },
    ): void => {
      const change = `${file} ${edits.map((edit) => changeOf(text, edit)).join()}`;
      if (seen.has(change) || edits.every((edit) => text.slice(edit.start, edit.end) === edit.text)) return;
      seen.add(change);
      if (checks.some(({ start, end }) => edits.some((edit) => start <= edit.start && edit.end <= end))) return;
      if (entries.some(({ start, end }) => edits.some((edit) => start < edit.end && edit.start <= end))) return;
      found.push({
        ...{ file, function: name, ...told },
        weight: weight(),
        // Thousands of versions of one file would not fit into memory.
        get text() {
          return applyEdits(text, edits);
        },
      });
    };
    for (const { edits, line, template, removes, weight } of faultFixes(sites.unit, units, range, failure)) {
      const around = edits[0] && statementAt(sites.unit, edits[0].start);
      add(edits, {
        line,
        statement: around ? lineOf(sites.unit, around.start) : line,
        template,
        removes,
        weight: () => DECAY ** rank * weight,
      });
    }
    for (const { node, around } of nodesAround(sites.unit, units, spanOfLines(sites.unit, near.startLine, near.endLine)))
      for (const template of LOGIC_TEMPLATES) {
        if (words.typed && template.untyped) continue;
        const ofKind = template.ofResult && !isOfResult ? ERROR_OF_LOGIC : 1;
        const ofResult = Math.max(1, ...[...outcomes].map((outcome) => template.results?.[outcome] ?? 1));
        for (const [choice, change] of template.at(node, around).entries()) {
          const edits = change.fix.toSorted((a, b) => a.start - b.start);
          const claim = claimOf(change.says, change, sites.unit);
          const { line } = claim;
          if (line < near.startLine || line > near.endLine || overlap(edits)) continue;
          const statement = lineOf(sites.unit, statementAround(node, around.path).start);
          const tells = claimText(claim, { fn: name });
          const weight = (): number => weigh(template, line, choice) * ofKind * ofResult * (change.likely ?? 1);
          add(edits, { line, statement, template: template.name, tells, weight });
        }
      }
    for (const site of sites.within(near))
      for (const template of TEMPLATES) {
        if (words.typed && (template.untyped || (template.guards && failure.kind !== 'nothing'))) continue;
        for (const edits of template.at(site, words, failure)) {
          const line = site.tree.lineAt(edits[0]?.start ?? 0);
          const guards = template.guards && ({ guards: true } as const);
          const weight = (): number => weigh(template, line) * (guards ? guardFactor(edits, line, atFault) * ofGuard : 1);
          add(edits, { line, statement: statementLine(site), template: template.name, ...guards, weight });
        }
      }
  }
  return found.sort((a, b) => b.weight - a.weight);
}

/**
 * Changes for a wrong result with the chance of their template shared among all that it makes, likeliest first: of hundreds of names one fits
 * by chance, and of the only `break` of a loop hardly. Where an error tells the place and the value, their own order is the better one.
 */
export function inOrderOfChance(listed: readonly RepairCandidate[]): RepairCandidate[] {
  const chance = chancesIn(listed);
  return listed.toSorted((a, b) => chance(b) - chance(a));
}

/** The chance of each change of a list, with that of its template shared among all that it makes. */
export function chancesIn(listed: readonly RepairCandidate[]): (candidate: RepairCandidate) => number {
  const counts = new Map<string, number>();
  for (const { template } of listed) counts.set(template, (counts.get(template) ?? 0) + 1);
  return ({ template, weight, removes }) => (removes ? weight : weight / counts.get(template)!);
}

/** How likely each further change of a template on a line of one function is. */
function weights(
  lines: readonly number[],
  ofFunction: number,
  kind: RepairedFailure['kind'],
): (template: Pick<RepairTemplate, 'name' | 'share' | 'fits'>, line: number, choice?: number) => number {
  const alike = new Map<string, number>();
  return ({ name, share, fits }, line, choice = 0) => {
    const key = `${name} ${line} ${choice}`;
    const before = alike.get(key) ?? 0;
    alike.set(key, before + 1);
    const at = lines.indexOf(line);
    return ofFunction * (at < 0 ? UNNAMED : DECAY ** at) * share * (fits?.[kind] ?? 1) * ALIKE ** choice * ALIKE_BESIDE ** before;
  };
}

/** The innermost statement around a node. */
function statementAround(node: Ir, path: readonly Ir[]): Ir {
  return [...path, node].findLast(isStatement) ?? node;
}

/** The innermost statement around an offset; undefined outside of all. */
function statementAt({ code }: SyntaxFile, offset: number): Ir | undefined {
  const isThere = ({ start, end }: Ir): boolean => start <= offset && offset < end;
  return [...nodesIn(code, (node) => !isThere(node))].findLast((node) => isThere(node) && isStatement(node));
}

function isStatement(node: Ir): boolean {
  return isOnlyStatement(node) || node.kind === 'assign';
}

/** Whether one of some edits, in source order, begins in the one before it. */
function overlap(edits: readonly CodeEdit[]): boolean {
  return edits.some(({ start }, at) => at > 0 && start < edits[at - 1]!.end);
}

interface FaultFix extends Pick<RepairCandidate, 'line' | 'template' | 'weight'> {
  removes: ClaimText;
  edits: CodeEdit[];
}

/** The fixes of known faults in a function that the failed test does not refute; of those that only a result tells, if it does. */
function faultFixes(
  unit: SyntaxFile,
  units: readonly SyntaxFile[],
  { startLine, endLine }: LineRange,
  failure: RepairedFailure,
): FaultFix[] {
  return findFaults(unit, units, spanOfLines(unit, startLine, endLine)).flatMap(({ fault, claim, fix }) => {
    const fits = failure.expectations.map(({ expected, actual }) => fault.fits?.(expected, actual, claim));
    if (!fix || fits.includes(false) || (fault.byResult && !fits.includes(true))) return [];
    const factor = fits.includes(true) ? CONFIRMED : 1;
    return [
      {
        line: claim.line,
        template: fault.id,
        removes: claimText(claim),
        edits: fix.toSorted((a, b) => a.start - b.start),
        weight: (KNOWN_FAULT * factor) / (1 + FAULT_RATES[fault.id]),
      },
    ];
  });
}

const CONFIRMED = 10;

async function unitsOf(
  places: readonly { file: string }[],
  read: RepairPorts['read'],
  parse: RepairPorts['parse'],
  signal?: AbortSignal,
): Promise<SyntaxFile[]> {
  const units: SyntaxFile[] = [];
  for (const file of new Set(places.map((each) => each.file))) {
    const text = await read(file);
    const parsed = text === undefined || isGenerated(text) ? undefined : await parse(file, text, signal);
    const sites = parsed && codeSites(file, parsed);
    if (sites) units.push(sites.unit);
  }
  return units;
}

/** First line of the statement around a node; that of a branch counts as a part of the whole. */
function statementLine(site: CodeSite): number {
  const { tree } = site;
  let node = site.node;
  while (tree.parent(node) !== NONE && !isInBlock(site, node)) node = tree.parent(node);
  return tree.startLine(node);
}

/** Minified or bundled: nobody fixes it there, and its lines have thousands of places. */
function isGenerated(text: string): boolean {
  return text.length > SMALLEST_GENERATED && text.length / text.split('\n').length > LONG_LINES;
}

/** By throwing line of a file: the texts of the expressions from which the property in the error was read. */
function valuesAtFault(file: string, { unit }: CodeSites, thrown: readonly Thrown[]): Map<number, string[]> {
  const values = new Map<number, string[]>();
  for (const { file: where, line, property } of thrown) {
    if (where !== file) continue;
    const reads = property === undefined ? [] : unit.propertyReads({ startLine: line, endLine: line });
    const ofProperty = reads.filter((read) => read.property === property);
    values.set(
      line,
      ofProperty.map(({ object }) => object),
    );
  }
  return values;
}

function guardFactor(edits: readonly CodeEdit[], line: number, atFault: ReadonlyMap<number, readonly string[]>): number {
  const values = atFault.get(line);
  if (!values) return 1;
  return values.some((value) => edits.some(({ text }) => guardsValue(text, value))) ? GUARD_OF_FAULT : GUARD_AT_THROW;
}

/** `value?.`, `value ??`, `value == null` and the like, in the words of any language. */
function guardsValue(text: string, value: string): boolean {
  const at = text.indexOf(value);
  return at >= 0 && /^\)?\s*(?:\?\.|\?\?|[!=]==? ?null|or\b|is (?:not )?None)/.test(text.slice(at + value.length));
}

/** An edit without its unchanged parts, so that two equal ones produce the same text. */
function changeOf(text: string, { start, end, text: written }: CodeEdit): string {
  let from = 0;
  while (from < end - start && from < written.length && text[start + from] === written[from]) from++;
  let left = 0;
  while (left < end - start - from && left < written.length - from && text[end - 1 - left] === written[written.length - 1 - left]) left++;
  return `${start + from}-${end - left}:${written.slice(from, written.length - left)}`;
}

/** A change, recognised in another list of the same files. */
export function changeKey({ file, line, template, text }: RepairCandidate): string {
  const plain = plainText(text);
  return `${file}:${line} ${template} ${plain.length} ${textHash(plain)}`;
}

/** A text with line ends `\n` and without a byte order mark, as the analysis reads it. */
export function plainText(text: string): string {
  const unmarked = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return unmarked.includes('\r') ? unmarked.replace(/\r\n?/g, '\n') : unmarked;
}

/** Whether a candidate's text has no syntax errors that the file did not have. */
export async function stillParses({ file, text }: RepairCandidate, before: string, parse: RepairPorts['parse']): Promise<boolean> {
  const [now, was] = [await parse(file, text), await parse(file, before)];
  return now !== undefined && was !== undefined && errorsIn(now) <= errorsIn(was);
}

/** Nodes that the parser skipped or invented. */
function errorsIn({ tree }: ParsedTree): number {
  let count = 0;
  for (let node = 0; node < tree.size; node++) if (tree.type(node) === 'ERROR' || tree.start(node) === tree.end(node)) count++;
  return count;
}

function nearSuspects({ startLine, endLine }: LineRange, [first = startLine]: readonly number[]): LineRange {
  const start = Math.max(startLine, Math.min(first - MOST_LINES / 2, endLine - MOST_LINES));
  return { startLine: start, endLine: Math.min(endLine, start + MOST_LINES) };
}

export interface LikelyFunction {
  file: string;
  name?: string;
  range: LineRange;
  /** Suspect lines in it, best first. */
  lines: number[];
}

/** The functions of the best suspects outside of tests. @param suspects best first */
export function likelyFunctions(suspects: readonly Suspect[], most: number): LikelyFunction[] {
  const functions = new Map<string, LikelyFunction>();
  for (const { file, line, function: name, functionRange } of suspects) {
    if (isTestFile(file)) continue;
    const [startLine, endLine] = functionRange ?? [line, line];
    const key = `${file}:${startLine}`;
    const known = functions.get(key);
    if (known) known.lines.push(line);
    else if (functions.size < most) functions.set(key, { file, name, range: { startLine, endLine }, lines: [line] });
  }
  return [...functions.values()];
}
