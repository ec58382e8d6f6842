/** One `ok` or `not ok` of a TAP stream. */
export interface TapAssertion {
  /** Names of the tests around it, outermost first, and its number among them: the same in every run of the same test. */
  key: string;
  ok: boolean;
  /** It summarises the subtests above it. */
  parent: boolean;
  /** 0-based line of the text where its test begins. */
  sectionStart: number;
  /** Its own lines with the YAML block, 0-based, end exclusive. */
  start: number;
  end: number;
}

const ASSERTION = /^(\s*)(not )?ok\b(?: \d+)?(.*)$/;

/** Reads the output of tape, tap and node:test. @returns undefined if the text is not TAP */
export function parseTap(text: string): TapAssertion[] | undefined {
  const lines = text.split('\n');
  if (!lines.some((line) => /^TAP version \d+/.test(line) || /^(?:not )?ok \d+/.test(line))) return undefined;
  const found: TapAssertion[] = [];
  const sections: { indent: number; name: string; start: number; count: number }[] = [{ indent: -1, name: '', start: 0, count: 0 }];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const header = /^(\s*)# (?:Subtest: )?(.*)$/.exec(line);
    if (header && !/^(?:time=|tests |pass |fail |ok$)/.test(header[2] ?? '')) {
      const indent = (header[1] ?? '').length;
      while ((sections.at(-1)?.indent ?? -1) >= indent) sections.pop();
      sections.push({ indent, name: header[2] ?? '', start: at, count: 0 });
      continue;
    }
    const assertion = ASSERTION.exec(line);
    if (!assertion || /# (?:SKIP|TODO)\b/i.test(line)) continue;
    const indent = (assertion[1] ?? '').length;
    // A subtest's own line is one level out from its assertions; tape's assertions are at the level of their test.
    while ((sections.at(-1)?.indent ?? -1) > indent) sections.pop();
    const section = sections.at(-1) ?? { name: '', start: 0, count: 0 };
    section.count++;
    const end = blockEnd(lines, at + 1);
    found.push({
      key: `${sections.map(({ name }) => name).join(' > ')} #${String(section.count)}`,
      ok: !assertion[2],
      parent: followsSubtests(lines, at, indent),
      sectionStart: section.start,
      start: at,
      end,
    });
    at = end - 1;
  }
  return found;
}

function followsSubtests(lines: readonly string[], at: number, indent: number): boolean {
  let above = at - 1;
  while (above > 0 && lines[above]?.trim() === '') above--;
  const inner = /^(\s+)(?:#|\d+\.\.\d+|(?:not )?ok\b)/.exec(lines[above] ?? '');
  return (inner?.[1] ?? '').length > indent;
}

/** The YAML block after an assertion, if any. */
function blockEnd(lines: readonly string[], from: number): number {
  if (!/^\s*---\s*$/.test(lines[from] ?? '')) return from;
  const end = lines.findIndex((line, index) => index > from && /^\s*\.\.\.\s*$/.test(line));
  return end < 0 ? from : end + 1;
}
