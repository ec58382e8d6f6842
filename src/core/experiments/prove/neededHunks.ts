import { buildError } from '../buildError';
import type { ChangeUnits, ChangeUnit } from '../changeUnits';
import { withoutUnits } from '../deltaDebugging';
import type { Edit, ProvenHunk, Run } from '../experiment';
import type { Progress } from '../laboratory';
import { closed, unitDependencies } from '../unitDependencies';
import { unresolvedReason } from '../unresolvedReason';
import { lastPart, missingName } from './missingName';
import { listed, placeOf } from './proveWords';
import { wordsOf } from './redAtBase';

/** More changed places than this are taken back file by file; then those of the files that are needed, if they are no more. */
const MOST_HUNKS = 40;

interface HunkRuns {
  run: (edits: readonly Edit[]) => Promise<Run>;
  /** Whether the tests pass. */
  passes: (run: Run) => boolean;
  absolute: (file: string) => string;
  /** Words of the sources as they are now that those of the base lack. */
  introduced: ReadonlySet<string>;
  /** Whether there is time for another run. */
  more: () => boolean;
  progress: Progress;
}

interface Judged {
  hunks: ProvenHunk[];
  notes: string[];
}

/** Changes that are taken back together. */
type Part = readonly ChangeUnit[];

/** How the tests end without some changes: `broken` where what is left does not fit together. */
type Without = 'passes' | 'fails' | 'broken';

/** Takes each changed place back alone: which of them do the tests need? Those that need each other are judged together. */
export async function neededHunks(changes: ChangeUnits, runs: HunkRuns): Promise<Judged> {
  return new HunkSearch(changes, runs).run();
}

class HunkSearch {
  private readonly units: readonly ChangeUnit[];
  private readonly all: ReadonlySet<number>;
  private readonly needs: Map<number, Set<number>>;
  private readonly seen = new Map<string, Without>();
  private readonly notes: string[] = [];

  constructor(
    private readonly changes: ChangeUnits,
    private readonly runs: HunkRuns,
  ) {
    this.units = changes.units.map(withoutBlankEnds);
    this.all = new Set(this.units.map(({ index }) => index));
    this.needs = unitDependencies(this.units);
  }

  async run(): Promise<Judged> {
    const units = this.units.filter((unit) => !this.isMove(unit));
    const alone = units.map((unit) => [unit]);
    const files = units.length > MOST_HUNKS ? byFile(units) : undefined;
    const needed = await this.judged(files ?? alone);
    if (files) {
      const inNeeded = files.filter((part) => part.length > 1 && needed.get(part)).flat();
      const some = inNeeded.length > 0 && inNeeded.length <= MOST_HUNKS && this.runs.more();
      if (some) {
        for (const part of files) if (part.some((unit) => inNeeded.includes(unit))) needed.delete(part);
        for (const [part, need] of await this.judged(inNeeded.map((unit) => [unit]))) needed.set(part, need);
      }
      const rest = some ? ', those of the needed files one by one' : ', not one by one';
      this.notes.unshift(`${units.length} places changed, so they were taken back file by file${rest}.`);
    }
    await this.judgeUnnoticed([...needed].filter(([, need]) => !need).map(([part]) => part));
    const hunks = [...needed].map(([part, need]) => hunkOf(wholeOf(part), need));
    return { hunks: hunks.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.startLine - b.startLine)), notes: this.notes };
  }

  /** Whether the tests need each part, as far as there is time. */
  private async judged(parts: readonly Part[]): Promise<Map<Part, boolean>> {
    const needed = new Map<Part, boolean>();
    const broken: Part[] = [];
    for (const [at, part] of parts.entries()) {
      if (!this.runs.more()) {
        this.notes.push(`${parts.length - at} of ${parts.length} changed places were not judged: the runs took too long.`);
        break;
      }
      this.runs.progress(`taking back ${placeOf(part)}, ${at + 1} of ${parts.length}`);
      const outcome = await this.without(indexes(part));
      if (outcome === 'broken') broken.push(part);
      else needed.set(part, outcome === 'fails');
    }
    const unnoticed = [...needed].flatMap(([part, need]) => (need ? [] : part));
    for (const part of broken) {
      if (!this.runs.more()) continue;
      needed.set(part, !(await this.isNeededByUnnoticed(part, unnoticed)) && (await this.judgeTogether(part, broken)));
    }
    return needed;
  }

  /** A file that was only moved is no changed place, unless nothing else changed in it. */
  private isMove({ index, fileIndex, oldStart, added, removed }: ChangeUnit): boolean {
    if (oldStart !== undefined || added.length || removed.length) return false;
    return this.units.some((unit) => unit.fileIndex === fileIndex && unit.index !== index);
  }

  /** Only what no test notices needs it: a file that nothing but an unneeded line loads. */
  private async isNeededByUnnoticed(part: Part, unnoticed: readonly ChangeUnit[]): Promise<boolean> {
    return unnoticed.length > 0 && (await this.without(indexes([...part, ...unnoticed]))) === 'passes';
  }

  /** Without it the rest does not fit together: it goes with those that need it, then with all that cannot go alone. */
  private async judgeTogether(part: Part, broken: readonly Part[]): Promise<boolean> {
    const dependents = [...this.all].filter((unit) => !withoutUnits(this.all, indexes(part), (set) => closed(set, this.needs)).has(unit));
    const inFile = broken.filter(([first]) => first?.fileIndex === part[0]?.fileIndex).flat();
    const alike = this.sharingNewWords(part);
    const groups = [new Set(dependents), alike, indexes(inFile), indexes(broken.flat())].map(
      (group) => new Set([...group, ...indexes(part)]),
    );
    for (const group of groups.sort((a, b) => a.size - b.size)) {
      if (group.size <= part.length || !this.runs.more()) continue;
      const outcome = await this.without(group);
      if (outcome === 'broken') continue;
      const places = this.units.filter(({ index }) => group.has(index)).map((unit) => placeOf([unit]));
      this.note(`${listed(places)} are judged together: one does not work without the other.`);
      return outcome === 'fails';
    }
    this.note(`${placeOf(part)} cannot be taken back alone: the rest does not build without it.`);
    return true;
  }

  /** The changes that use words which only the change adds, and so on. */
  private sharingNewWords(part: Part): Set<number> {
    const newWords = ({ added }: ChangeUnit): string[] => wordsOf(added.join('\n')).filter((word) => this.runs.introduced.has(word));
    const words = new Set(part.flatMap(newWords));
    const group = indexes(part);
    for (let size = 0; size < group.size;) {
      size = group.size;
      for (const unit of this.units) {
        if (group.has(unit.index) || !newWords(unit).some((word) => words.has(word))) continue;
        group.add(unit.index);
        for (const word of newWords(unit)) words.add(word);
      }
    }
    return group;
  }

  /** Two changes may stand in for each other: the tests do not notice that one is missing, but that both are. */
  private async judgeUnnoticed(parts: readonly Part[]): Promise<void> {
    if (parts.length < 2 || !this.runs.more()) return;
    this.runs.progress('taking back all that no test noticed');
    if ((await this.without(indexes(parts.flat()))) !== 'fails') return;
    const places = listed(parts.map(placeOf));
    this.note(`The tests fail when ${places} are ${parts.length === 2 ? 'both' : 'all'} taken back: they stand in for each other.`);
  }

  private async without(dropped: ReadonlySet<number>): Promise<Without> {
    const name = [...dropped].sort((a, b) => a - b).join();
    const known = this.seen.get(name);
    if (known) return known;
    const { changes, runs } = this;
    const run = await runs.run(changes.edits(new Set([...this.all].filter((unit) => !dropped.has(unit))), runs.absolute));
    const outcome = runs.passes(run) ? 'passes' : this.isBroken(run, dropped) ? 'broken' : 'fails';
    this.seen.set(name, outcome);
    return outcome;
  }

  /** It does not build, or a name is missing that these changes add. */
  private isBroken(run: Run, dropped: ReadonlySet<number>): boolean {
    if (buildError(run.report.errors, run.output) !== undefined) return true;
    const texts = run.report.errors.map(({ type, message }) => `${type}: ${message}`);
    const missing = missingName(texts.join('\n'));
    if (!missing) return run.report.errors.length === 0 && unresolvedReason(run)?.startsWith('The code does not build') === true;
    const added = this.units.filter(({ index }) => dropped.has(index)).flatMap((unit) => wordsOf(unit.added.join('\n')));
    return missing.kind === 'module' || added.includes(lastPart(missing.name));
  }

  private note(text: string): void {
    if (!this.notes.includes(text)) this.notes.push(text);
  }
}

/** Its lines without empty ones around them: which of several empty lines is the new one is the diff's choice. */
function withoutBlankEnds(unit: ChangeUnit): ChangeUnit {
  const isText = (line: string): boolean => line.trim() !== '';
  const first = unit.added.findIndex(isText);
  if (first < 0) return unit;
  return { ...unit, startLine: unit.startLine + first, endLine: unit.startLine + unit.added.findLastIndex(isText) };
}

function indexes(units: readonly ChangeUnit[]): Set<number> {
  return new Set(units.map(({ index }) => index));
}

function byFile(units: readonly ChangeUnit[]): ChangeUnit[][] {
  const files = new Map<number, ChangeUnit[]>();
  for (const unit of units) files.set(unit.fileIndex, [...(files.get(unit.fileIndex) ?? []), unit]);
  return [...files.values()];
}

/** One range for all changes of a file. */
function wholeOf(part: Part): Pick<ChangeUnit, 'file' | 'startLine' | 'endLine'> {
  const lines = part.flatMap(({ startLine, endLine }) => [startLine, endLine]);
  return { file: part[0]?.file ?? '', startLine: Math.min(...lines), endLine: Math.max(...lines) };
}

function hunkOf({ file, startLine, endLine }: Pick<ChangeUnit, 'file' | 'startLine' | 'endLine'>, needed: boolean): ProvenHunk {
  return { file, startLine, endLine, needed };
}
