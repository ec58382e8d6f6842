import type { FailureEvidence } from '../../src/core/context/failureEvidence';
import { ownNames } from '../../src/core/hypotheses/citedCode';
import { groundHypotheses } from '../../src/core/hypotheses/groundHypotheses';
import type { SourceReader } from '../../src/core/ports';

export interface ClaimCounts {
  invented: number;
  /** Invented claims that count as verified. */
  verified: number;
  true: number;
  /** True claims that do not. */
  struck: number;
  /** What was judged wrongly. */
  wrong: string[];
}

interface Claim {
  file: string;
  line: number;
  why: string;
  isTrue: boolean;
}

/** Of each kind, for one bug. */
const EACH = 2;
/** Farther than any drift that is tolerated. */
const FAR = 40;

/**
 * Makes claims about the sources of a bug whose truth follows from how they are made, and has them judged.
 * @param seed decides which lines are taken
 */
export async function judgeClaims(
  failureEvidence: FailureEvidence,
  reader: SourceReader,
  sources: ReadonlyMap<string, string>,
  seed: string,
): Promise<ClaimCounts> {
  const counts: ClaimCounts = { invented: 0, verified: 0, true: 0, struck: 0, wrong: [] };
  const read = new Map<string, string>();
  // Built files that git ignores are not read.
  for (const [file, text] of sources) if ((await reader.read(file)) !== undefined) read.set(file, text);
  for (const { isTrue, ...cited } of claimsAbout(read, seed)) {
    const said = { title: 'a claim', rootCause: '', evidence: [cited], confidence: 50, check: '' };
    const [hypothesis] = await groundHypotheses([said], failureEvidence, reader, { source: 'bench', failedDiffs: [] });
    const [evidence] = hypothesis?.evidence ?? [];
    const verified = evidence?.verified === true;
    if (isTrue) counts.true += 1;
    else counts.invented += 1;
    if (isTrue && !verified) counts.struck += 1;
    if (!isTrue && verified) counts.verified += 1;
    if (isTrue !== verified) counts.wrong.push(`${verified ? 'verified' : 'struck'}: ${cited.file}:${cited.line} ${cited.why}`);
  }
  return counts;
}

function claimsAbout(sources: ReadonlyMap<string, string>, seed: string): Claim[] {
  const random = randomFrom(seed);
  const lines = [...sources].flatMap(([file, text]) => linesWithNames(file, text));
  const pick = (): CodeLine | undefined => lines[Math.floor(random() * lines.length)];
  const claims: Claim[] = [];
  for (let count = 0; count < EACH; count++) {
    const [quoted, named, drifted, nowhere, beyond, foreign, far] = Array.from({ length: 7 }, pick);
    if (!quoted || !named || !drifted || !nowhere || !beyond || !foreign || !far) return claims;
    const add = (isTrue: boolean, { file, line }: { file: string; line: number }, why: string): void =>
      void claims.push({ file, line, why, isTrue });
    add(true, quoted, `\`${quoted.text}\` stands here`);
    add(true, named, `\`${named.name}\` is wrong here`);
    add(true, { ...drifted, line: drifted.line + 2 }, `\`${drifted.text}\` stands near here`);
    add(true, quoted, 'this line decides what follows');
    // Invented: a file, a line, a name, code of another place.
    add(false, { ...nowhere, file: nowhere.file.replace(/(\.\w+)$/, 'Factory$1') }, `\`${nowhere.text}\` stands here`);
    add(false, { ...beyond, line: (sources.get(beyond.file) ?? '').split('\n').length + 7 }, 'the last branch is wrong');
    add(false, foreign, `\`${foreign.name}Registry\` is not set here`);
    const away = far.line + FAR;
    const rest = (sources.get(far.file) ?? '').split('\n').slice(away - 8, away + 7);
    if (rest.length === 15 && !rest.some((text) => text.includes(far.name)))
      add(false, { ...far, line: away }, `\`${far.name}\` is wrong here`);
  }
  return claims;
}

interface CodeLine {
  file: string;
  /** 1-based. */
  line: number;
  text: string;
  /** A long name in it. */
  name: string;
}

function linesWithNames(file: string, text: string): CodeLine[] {
  return text.split('\n').flatMap((line, at) => {
    const code = line.trim();
    const name = /^(?:[/#*]|"""|'''|--)/.test(code) ? undefined : ownNames(code).find((each) => each.length > 5);
    return name === undefined || code.length > 100 || code.includes('`') ? [] : [{ file, line: at + 1, text: code, name }];
  });
}

/** The same numbers for the same seed. */
function randomFrom(seed: string): () => number {
  let state = [...seed].reduce((sum, char) => Math.imul(sum, 31) + char.charCodeAt(0), 7) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
