import { isCutOff } from '../cutOffTrace';
import { callsNearby, type PlacedCall } from '../findCallers';
import { isTestFile } from '../testCode';
import type { CallSite, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { addAside, likeliest } from './aside';
import type { CodeSearch } from './codeSearch';
import type { Found } from './found';

/** Functions whose calls are shown, the files that are read for each, and the calls. */
const MOST_FUNCTIONS = 3;
const MOST_FILES = 12;
const MOST_SITES = 8;
const MOST_IN_TESTS = 2;
/** A call is shown after the functions that it leads to. */
const RELATIVE = 0.35;
/** Of a function that the trace names as its last because it is full. */
const CUT_OFF = 0.5;
/** A method by this name is taken for the one in question, where the type of its object is unknown. */
const TELLING_NAME = 5;

/** Every call of the likeliest functions, with how many of their arguments it gives; and of the function whose caller the trace lacks. */
export async function addCallSites(search: CodeSearch): Promise<void> {
  const full = cutOffFrames(search);
  const wanted = new Map(likeliest(search, MOST_FUNCTIONS).map((found) => [found, undefined as number | undefined]));
  for (const { found, frame } of full) wanted.set(found, frame);
  for (const [found, frame] of wanted) {
    const sites = leastArguments(await callsOf(search, found));
    const tests = sites.filter(({ file }) => isTestFile(file.file));
    const shown = [...sites.filter((site) => !tests.includes(site)), ...tests.slice(0, MOST_IN_TESTS)];
    const of = parametersOf(found.fn!, found.source);
    for (const [index, { file, call }] of shown.slice(0, MOST_SITES).entries()) {
      const line = call.nameLine ?? call.startLine;
      const more = index === MOST_SITES - 1 ? shown.length - MOST_SITES : 0;
      const reason = { kind: 'callSite', name: found.fn!.name, ...argumentsOf(call, of), more } as const;
      if (reason.given < reason.of) markCaller(search, { file, line }, reason);
      addAside(
        search,
        file,
        { startLine: line, endLine: Math.max(line, Math.min(call.endLine, line + 3)) },
        reason,
        frame === undefined ? RELATIVE * found.relevance : CUT_OFF,
        { role: 'caller', focus: new Set([line]), test: isTestFile(file.file), ...(frame !== undefined && { callsFrame: frame }) },
      );
    }
  }
}

/** A function that was found as a caller says of its call, too, that it gives fewer arguments. */
function markCaller(
  { found }: CodeSearch,
  { file, line }: { file: SyntaxFile; line: number },
  { name, given, of }: { name: string; given: number; of: number },
): void {
  for (const each of found.values()) {
    const [why] = each.reasons;
    const isCaller = each.source === file && each.startLine <= line && line <= each.endLine && why?.kind === 'calls';
    if (isCaller && why.name === name) each.reasons = [{ ...why, given, of }, ...each.reasons.slice(1)];
  }
}

/** The functions of frames at which a trace ends because it is full, with their places among all frames. */
function cutOffFrames({ input: { report }, frames, found }: CodeSearch): { found: Found; frame: number }[] {
  let end = 0;
  return report.errors.flatMap((error) => {
    end += error.frames.length;
    const last = error.frames.at(-1);
    const placed = [...found.values()].find(
      (each) => each.fn && frames.some((frame) => frame.found === each && frame.line === last?.line && frame.column === last.column),
    );
    return isCutOff(error) && placed ? [{ found: placed, frame: end - 1 }] : [];
  });
}

async function callsOf(search: CodeSearch, { fn, source }: Found): Promise<PlacedCall[]> {
  const sites: PlacedCall[] = [];
  for await (const site of callsNearby(search.input.code, fn!, source, MOST_FILES)) {
    search.input.signal?.throwIfAborted();
    if (await meant(search, site, fn!, source)) sites.push(site);
  }
  return sites;
}

/** Of the calls on one line, that with the fewest arguments: it stands for the line. */
function leastArguments(sites: readonly PlacedCall[]): PlacedCall[] {
  const lineOf = ({ file, call }: PlacedCall): string => `${file.file}:${call.nameLine ?? call.startLine}`;
  const fewest = new Map<string, PlacedCall>();
  for (const site of sites) {
    const known = fewest.get(lineOf(site));
    if (!known || site.call.args.length < known.call.args.length) fewest.set(lineOf(site), site);
  }
  return [...fewest.values()];
}

/** Whether a call by the name of a function runs it, as far as the code tells. */
async function meant(search: CodeSearch, { call, file, caller }: PlacedCall, fn: FunctionNode, source: SyntaxFile): Promise<boolean> {
  const runs = await search.finder.callees(call, file, caller);
  if (runs.some((ref) => ref.fn.startLine === fn.startLine && ref.file.file === source.file)) return true;
  return runs.length === 0 && call.receiver !== undefined && fn.name.length >= TELLING_NAME;
}

/** How many arguments a function takes; 0 where it takes any number. */
function parametersOf(fn: FunctionNode, source: SyntaxFile): number {
  const signature = source.lines.slice(fn.signature.startLine - 1, fn.signature.endLine).join(' ');
  if (/\.\.\.|\*\w|params |vararg /.test(signature)) return 0;
  return fn.parameters.filter(({ name }) => !/^(?:self|cls|this)$/.test(name)).length;
}

function argumentsOf({ args }: CallSite, of: number): { given: number; of: number } {
  const spread = args.some((arg) => /^(?:\.\.\.|\*)/.test(arg));
  return { given: args.length, of: spread ? 0 : of };
}
