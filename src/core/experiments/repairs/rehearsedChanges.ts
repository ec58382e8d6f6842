import type { SourceReader } from '../../ports';
import type { Suspect } from '../../suspects/suspect';
import { textHash } from '../../workspace/textHash';
import { changeKey, plainText, type RepairCandidate } from './listRepairs';

/** What is known of a failure before a change is run. */
export interface RepairLeads {
  /** Places where it may come from, likeliest first. */
  suspects: readonly Suspect[];
  /** Absent where nothing is known of it. */
  rehearsed?: RehearsedChanges;
}

/** What working a failing test through showed of the changes to try for it; it can be sent to another thread. */
export interface RehearsedChanges {
  /** Those with which it would pass, in the order in which they are worth a run; their texts are whole. */
  passing: readonly RepairCandidate[];
  /** Those with which it would still fail, by {@link changeKey}. */
  failing: ReadonlySet<string>;
  /** The lines that it runs, by workspace-relative file; 1-based. */
  ran: ReadonlyMap<string, ReadonlySet<number>>;
  /** {@link textHash} of each file of the program. */
  texts: ReadonlyMap<string, string>;
}

/**
 * The changes of a list, which is likeliest first, in the order in which they are worth a run: those that would pass; those of which that is
 * not known; those that would not; and last those at lines that the test does not run. As it was, where a file is another one by now.
 * @param read the text of a file now, with its own line ends
 */
export async function inRehearsedOrder(
  listed: readonly RepairCandidate[],
  { passing, failing, ran, texts }: RehearsedChanges,
  read: SourceReader['read'],
): Promise<RepairCandidate[]> {
  const now = new Map<string, string>();
  for (const [file, hash] of texts) {
    const text = (await read(file)) ?? '';
    if (textHash(plainText(text)) !== hash) return [...listed];
    now.set(file, text);
  }
  const first = passing.map((each): RepairCandidate => ({
    ...each,
    text: writtenAs(now.get(each.file) ?? '', each.text),
    rehearsed: true,
  }));
  const taken = new Set(first.map(changeKey));
  const rest = listed.flatMap((candidate) => {
    const key = changeKey(candidate);
    return taken.has(key) ? [] : [{ candidate, place: didRun(ran, candidate) ? Number(failing.has(key)) : 2 }];
  });
  return [...first, ...rest.toSorted((a, b) => a.place - b.place).map(({ candidate }) => candidate)];
}

/** Whether the statement of a change ran: what did not run makes no difference to the test. */
export function didRun(ran: RehearsedChanges['ran'], { file, line, statement }: RepairCandidate): boolean {
  const lines = ran.get(file);
  return lines !== undefined && [line, statement, line - 1, line + 1].some((each) => lines.has(each));
}

/** A text with the line ends and the byte order mark of another one. */
function writtenAs(like: string, text: string): string {
  return (like.startsWith('\uFEFF') ? '\uFEFF' : '') + (like.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text);
}
