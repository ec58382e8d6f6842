/** How an output looks by the time somebody pastes it: with a build server's prefixes, trimmed, with half of its colours. */
export interface OutputVariant {
  readonly name: string;
  readonly of: (text: string) => string;
  /** Only what the lines have in common shows the prefix, so that a few lines are not enough. */
  readonly inferred?: true;
}

function eachLine(change: (line: string, index: number) => string): (text: string) => string {
  return (text) => {
    const lines = text.split('\n');
    const last = lines.at(-1) === '' ? lines.pop() : undefined;
    return [...lines.map(change), ...(last === undefined ? [] : [last])].join('\n');
  };
}

function clock(index: number): string {
  return `10:${String(11 + Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`;
}

export const outputVariants: readonly OutputVariant[] = [
  { name: 'as it came', of: (text) => text },
  { name: 'Windows line ends', of: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'trailing blanks trimmed', of: eachLine((line) => line.trimEnd()) },
  { name: 'GitHub log', of: eachLine((line, index) => `2026-02-03T${clock(index)}.1234567Z ${line}`) },
  { name: 'gh run view', of: eachLine((line, index) => `build\tRun npm test\t2026-02-03T${clock(index)}.1234567Z ${line}`) },
  { name: 'GitLab', of: eachLine((line, index) => `2026-02-03T${clock(index)}.123456Z 01O ${line}`) },
  { name: 'Jenkins', of: eachLine((line, index) => `[2026-02-03T${clock(index)}.123Z] ${line}`) },
  {
    name: 'GitLab, raw',
    of: (text) =>
      `section_start:1764661200:step_script\r\u001b[0K\u001b[0K$ npm test\n${text}\nsection_end:1764661201:step_script\r\u001b[0K\n`,
  },
  { name: 'Jenkins, a branch', of: eachLine((line, index) => `[2026-02-03T${clock(index)}.123Z] [linux] ${line}`) },
  { name: 'CircleCI', of: eachLine((line, index) => `2026-02-03T${clock(index)}Z ${line}`) },
  { name: 'Jenkins, clock only', of: eachLine((line, index) => `${clock(index)}  ${line}`) },
  { name: 'Azure Pipelines, trimmed', of: eachLine((line, index) => `2026-02-03T${clock(index)}.1234567Z ${line}`.trimEnd()) },
  { name: 'Kubernetes', of: eachLine((line, index) => `2026-02-03T${clock(index)}.123456789Z stderr F ${line}`) },
  { name: 'compose', of: eachLine((line) => `web-1  | ${line}`) },
  { name: 'syslog', of: eachLine((line, index) => `Feb  3 ${clock(index)} host app[123]: ${line}`) },
  {
    name: 'AWS Lambda',
    of: eachLine((line, index) => `2026-02-03T${clock(index)}.123Z\t6bc28136-1f0a-4365-b021-0ce6b2e64ab0\tERROR\t${line}`),
  },
  { name: 'PM2', of: eachLine((line) => `0|web  | ${line}`) },
  { name: 'BuildKit', of: eachLine((line, index) => `#12 ${(1 + index * 0.013).toFixed(3)} ${line}`) },
  { name: 'TeamCity', of: eachLine((line, index) => `[${clock(index)}]W:\t [Step 1/3] ${line}`) },
  { name: 'Buildkite', of: eachLine((line, index) => `\u001b_bk;t=17646612${String(index).padStart(5, '0')}\u0007${line}`) },
  { name: 'time since the start', of: eachLine((line, index) => `[${(index * 0.013).toFixed(3)}s] ${line}`) },
  {
    name: 'a step of GitHub',
    of: (text) =>
      eachLine((line, index) => `2026-02-03T${clock(index)}.1234567Z ${line}`)(
        `##[group]Run npm test\nnpm test\nshell: /usr/bin/bash -e {0}\n##[endgroup]\n${text.replace(/\n?$/, '\n')}##[error]Process completed with exit code 1.\n`,
      ),
  },
  { name: 'spaces that do not break', of: eachLine((line) => line.replace(/^ +/, (gap) => '\u00a0'.repeat(gap.length))) },
  { name: 'unknown prefix', of: eachLine((line) => `<stderr> build#7 >> ${line}`), inferred: true },
  { name: 'names without a sign', of: eachLine((line) => `web-6d5f-abc web ${line}`), inferred: true },
  { name: 'line numbers', of: eachLine((line, index) => `${String(index + 1).padStart(6)}\t${line}`), inferred: true },
  { name: 'quoted', of: eachLine((line) => `> ${line}`.trimEnd()), inferred: true },
  { name: 'commented out', of: eachLine((line) => `// ${line}`.trimEnd()), inferred: true },
  { name: 'indented', of: eachLine((line) => `    ${line}`) },
  { name: 'colours without escape', of: eachLine((line) => (line.trim() === '' ? line : line.replace(/\S.*\S|\S/, '[31m$&[39m[0m'))) },
  {
    name: 'HTML',
    of: (text) =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
  },
];
